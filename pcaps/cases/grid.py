"""Every field against its limits, one frame for each combination that could
matter.  The expectation of a group is a small rule, row by row as the notes
state it; where they are silent it is left empty and the kernel decides."""
from cases.grid_above import icmps, lengths, protocols, sockets
from cases.grid_ip import addresses, headers
from cases.grid_link import arps, vlans
from cases.grid_options import options


def cases():
    return [c for part in (headers, options, lengths, addresses, icmps, arps,
                           vlans, protocols, sockets) for c in part()]
