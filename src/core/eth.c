/* Ethernet headers and VLAN tags. */
#include "core/eth.h"

mac_t get_mac(const struct pkt *p, uint32_t o)
{
	return (mac_t)get_be16(p, o) * 4294967296u + get_be32(p, o + 2u);
}

void put_mac(struct pkt *p, uint32_t o, mac_t mac)
{
	put_be16(p, o, (uint16_t)(mac / 4294967296u));
	put_be32(p, o + 2u, (uint32_t)(mac % 4294967296u));
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == PacketType(dest, mac); */
static uint32_t packet_type(mac_t dest, mac_t mac)
{
	if (dest == 0xffffffffffffu)
		return PACKET_BROADCAST;
	if (dest / 1099511627776u % 2u == 1u)
		return PACKET_MULTICAST;
	return dest == mac ? PACKET_HOST : PACKET_OTHERHOST;
}

/*@ terminates \true; exits \false;
    assigns \nothing;
    ensures \result == EtherType(field, next); */
static uint32_t ether_type(uint32_t field, uint32_t next)
{
	if (field >= ETH_P_802_3_MIN)
		return field;
	return next == 0xffffu ? ETH_P_802_3 : ETH_P_802_2;
}

void eth_type_trans(struct sk_buff *skb, mac_t mac)
{
	uint32_t next = 0;

	skb_reset_mac_header(skb);
	skb_pull(skb, ETH_HLEN);
	if (skb_len(skb) >= 2)
		next = get_be16(&skb->pkt, skb->data);
	skb->pkt_type = packet_type(get_mac(&skb->pkt, skb->mac_header), mac);
	skb->protocol = ether_type(get_be16(&skb->pkt,
		skb->mac_header + ETH_TYPE), next);
}

bool skb_vlan_untag(struct sk_buff *skb, uint32_t *vid)
{
	if (skb_len(skb) < VLAN_HLEN + 2)
		return false;
	*vid = get_be16(&skb->pkt, skb->data) % 4096u;
	skb->protocol = ether_type(get_be16(&skb->pkt, skb->data + 2u),
		get_be16(&skb->pkt, skb->data + VLAN_HLEN));
	skb_pull(skb, VLAN_HLEN);
	return true;
}

void eth_header(struct sk_buff *skb, mac_t to, mac_t from, uint32_t proto)
{
	skb_push(skb, ETH_HLEN);
	skb_reset_mac_header(skb);
	put_mac(&skb->pkt, skb->data + ETH_DEST, to);
	put_mac(&skb->pkt, skb->data + ETH_SOURCE, from);
	put_be16(&skb->pkt, skb->data + ETH_TYPE, (uint16_t)proto);
}
