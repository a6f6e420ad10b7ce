"""Link rot: which addresses outside the archive still answer. The only room that uses a network.

| file | duty |
|---|---|
| ``places`` | every outside address of the archive, with where it is written |
| ``asking`` | one address asked over the network: bounds, redirects, no address inside a network |
| ``patience`` | many addresses, one at a time for each host, with pauses and second tries |
| ``verdicts`` | an answer in words, and what to do about it |
| ``inside`` | links between the built pages; needs no network |
"""

from __future__ import annotations

from site_builder.rot.asking import Answer, Asker
from site_builder.rot.inside import broken_inside
from site_builder.rot.patience import ask_all
from site_builder.rot.places import Place, outside_addresses
from site_builder.rot.verdicts import problems_of

__all__ = [
    "Answer",
    "Asker",
    "Place",
    "ask_all",
    "broken_inside",
    "outside_addresses",
    "problems_of",
]
