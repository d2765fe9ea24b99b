/*
 * Ethernet: reading the header of a frame, and the VLAN tag behind it
 * [Linux net/ethernet/eth.c, net/core/skbuff.c skb_vlan_untag].
 */
#ifndef CORE_ETH_H
#define CORE_ETH_H

#include "core/dev.h"

/* Offsets into the Ethernet header; a VLAN tag's length. */
enum { ETH_DEST = 0, ETH_SOURCE = 6, ETH_TYPE = 12, VLAN_HLEN = 4 };

/*@ logic integer Mac(struct pkt p, integer o) =
      P16(p, o) * 4294967296 + P32(p, o + 2);
    // whom a frame is for, seen from a device with address `mac`
    logic integer PacketType(integer dest, integer mac) =
      dest == 0xffffffffffff ? PACKET_BROADCAST :
      dest / 1099511627776 % 2 == 1 ? PACKET_MULTICAST :
      dest == mac ? PACKET_HOST : PACKET_OTHERHOST;
    // the ethertype of a type-or-length field, and the two bytes behind it
    logic integer EtherType(integer field, integer next) =
      field >= ETH_P_802_3_MIN ? field :
      next == 0xffff ? ETH_P_802_3 : ETH_P_802_2; */

/* The 48-bit address at offset `o`. */
/*@ requires \valid_read(p) && o <= PKT_SIZE - ETH_ALEN;
    terminates \true; exits \false;
    assigns \nothing;
    ensures \result == Mac(*p, o);
    ensures \result < 0x1000000000000; */
mac_t get_mac(const struct pkt *p, uint32_t o);

/* Writes a 48-bit address at offset `o`. */
/*@ requires \valid(p) && o <= PKT_SIZE - ETH_ALEN && mac < 0x1000000000000;
    terminates \true; exits \false;
    assigns p->b[o .. o + ETH_ALEN - 1];
    ensures Mac(*p, o) == mac; */
void put_mac(struct pkt *p, uint32_t o, mac_t mac);

/*
 * Reads and pulls the Ethernet header: sets protocol and pkt_type, marks the
 * MAC header.  `mac` is the receiving device's address.
 */
/*@ requires \valid(skb) && SkbOk(*skb) && SkbLen(*skb) >= ETH_HLEN;
    terminates \true; exits \false;
    assigns skb->data, skb->mac_header, skb->protocol, skb->pkt_type;
    ensures SkbOk(*skb);
    ensures skb->mac_header == \old(skb->data);
    ensures skb->data == \old(skb->data) + ETH_HLEN;
    ensures DEV_001_type: skb->pkt_type ==
            PacketType(Mac(skb->pkt, \old(skb->data)), mac);
    ensures DEV_002_protocol: skb->protocol ==
            EtherType(P16(skb->pkt, \old(skb->data) + 12),
                      SkbLen(*skb) >= 2 ? P16(skb->pkt, skb->data) : 0); */
void eth_type_trans(struct sk_buff *skb, mac_t mac);

/*
 * Takes the VLAN tag off: true, and *vid its VLAN; false when the packet is
 * too short for one [Linux skb_vlan_untag].
 */
/*@ requires \valid(skb) && SkbOk(*skb) && \valid(vid);
    requires \separated(skb, vid);
    terminates \true; exits \false;
    assigns skb->data, skb->protocol, *vid;
    ensures SkbOk(*skb);
    ensures \result <==> \old(SkbLen(*skb)) >= VLAN_HLEN + 2;
    ensures \result ==> skb->data == \old(skb->data) + VLAN_HLEN &&
            *vid == P16(skb->pkt, \old(skb->data)) % 4096 &&
            skb->protocol == EtherType(P16(skb->pkt, \old(skb->data) + 2),
                                       P16(skb->pkt, skb->data));
    ensures !\result ==> skb->data == \old(skb->data); */
bool skb_vlan_untag(struct sk_buff *skb, uint32_t *vid);

/* Puts an Ethernet header before the data [Linux eth_header]. */
/*@ requires \valid(skb) && SkbOk(*skb) && skb->data >= ETH_HLEN;
    requires to < 0x1000000000000 && from < 0x1000000000000;
    requires proto <= 65535;
    terminates \true; exits \false;
    assigns skb->data, skb->mac_header, skb->pkt;
    ensures SkbOk(*skb) && skb->data == \old(skb->data) - ETH_HLEN;
    ensures Mac(skb->pkt, skb->data) == to;
    ensures Mac(skb->pkt, skb->data + ETH_SOURCE) == from;
    ensures P16(skb->pkt, skb->data + ETH_TYPE) == proto;
    ensures \forall integer i; skb->data + ETH_HLEN <= i < PKT_SIZE ==>
            skb->pkt.b[i] == \old(skb->pkt.b[i]); */
void eth_header(struct sk_buff *skb, mac_t to, mac_t from, uint32_t proto);

#endif
