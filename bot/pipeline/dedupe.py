"""What makes an entry known: its id, else its canonical address, else its content.

A changed date, fragment or tracking parameter never makes an entry new. An entry whose id is new
but whose address and title the feed has shown before is the old one under a new id, unless the
old one stands beside it with other words: then the feed gives all its entries that title. Where a
feed changes its ids and addresses at once, ``dedupe_moved`` knows its entries by what they tell.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from yarl import URL

from bot.model import Entry
from bot.pipeline.dedupe_undo import plain_page, undone

# Query parameters that say where a reader came from, not what is read.
# fmt: off
TRACKING = frozenset(
    {
        "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid",
        "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok", "oly_anon_id", "oly_enc_id", "vero_id",
        "wickedid", "s_cid", "cmpid", "cmp", "ncid", "sr_share", "smid", "guccounter",
        "guce_referrer", "guce_referrer_sig", "at_medium", "at_campaign", "at_link_id",
        "at_link_type", "ref_src", "__twitter_impression", "wt_mc", "xtor", "share_token",
    }
)
# fmt: on
TRACKING_STARTS = ("utm_", "pk_", "piwik_", "mtm_", "hsa_", "at_custom")

Head = tuple[str | None, str]  # canonical address and title, or None and the content's hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """A feed's entries, told apart, each part oldest first (feeds list the newest on top)."""

    new: tuple[tuple[str, Entry], ...] = ()
    revised: tuple[tuple[str, Entry], ...] = ()
    known: tuple[str, ...] = ()  # keys
    renamed: Mapping[str, str] = field(default_factory=dict)  # new key of an old entry → its hash


def canonical_url(link: str | None) -> str | None:
    """Give the address by which the same page is known again, or None for what is no address.

    Archives, news searches, AMP and mobile pages are undone (``dedupe_undo``).
    """
    plain = normal_url(link)
    if plain is None:
        return None
    try:
        return normal_url(plain_page(undone(plain))) or plain
    except ValueError:
        return plain


def normal_url(link: str | None) -> str | None:
    """Give an address in its one spelling, or None for what is no address.

    Normalised as RFC 3986 section 6.2 says; http and https count as one; fragment, tracking
    parameters, a trailing slash and whose password it is are dropped.
    """
    try:
        url = URL(link or "")
        if url.scheme not in ("http", "https") or not url.host:
            return None
        kept = [(k, v) for k, v in url.query.items() if not _is_tracking(k)]
        if len(kept) != len(url.query):
            url = url.with_query(kept or None)
        port = None if url.is_default_port() else url.explicit_port
        url = url.with_scheme("https").with_user(None).with_port(port).with_fragment(None)
    except ValueError:
        return None
    return str(url) if url.query_string else str(url).removesuffix("/")


def without_user(link: str | None) -> str | None:
    """Give a link without the user and password that some feeds leave in it."""
    if link is None or "@" not in link:
        return link
    parts = urlsplit(link)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _is_tracking(name: str) -> bool:
    lowered = name.lower()
    return lowered in TRACKING or lowered.startswith(TRACKING_STARTS)


def content_hash(entry: Entry) -> str:
    """Hash what a reader sees of an entry, to notice a revision; white space does not count."""
    seen = " ".join(entry.title.split()) + "\n" + " ".join(entry.text.split())
    return hashlib.blake2b(seen.encode("utf-8", "replace"), digest_size=16).hexdigest()


def keys_of(entries: Iterable[Entry]) -> list[str]:
    """Give each entry's key, unique where the entries differ.

    Some feeds give all their entries one id: an id that stands for several contents in one
    document is taken together with the address.
    """
    entries = list(entries)
    distinct = {(entry.id, head_of(entry)) for entry in entries if entry.id and head_of(entry)}
    clashing = {id_ for id_, n in Counter(id_ for id_, _ in distinct).items() if n > 1}
    return [_key(entry, clashing) for entry in entries]


def _key(entry: Entry, clashing: Set[str | None]) -> str:
    if entry.id and entry.id not in clashing:
        return f"id:{entry.id}"
    address = normal_url(entry.link)  # what is undone grows with versions; a key must not change
    if entry.id:
        return f"id:{entry.id}#{address or content_hash(entry)}"
    return f"link:{address}" if address else f"hash:{content_hash(entry)}"


def head_of(entry: Entry) -> Head | None:
    """Give what an entry is known by when its feed changes its ids; None: only by its id."""
    canonical = canonical_url(entry.link)
    if canonical and entry.title:
        return canonical, entry.title
    return (None, content_hash(entry)) if entry.title and entry.text else None


def sort_out(entries: Iterable[Entry], known: Mapping[str, str], heads: Set[Head]) -> Sorted:
    """Tell new entries from revised and known ones.

    ``known``: keys the feed has shown → content hash; ``heads``: addresses and titles it has
    shown. What was just stored comes out as known when it is sorted again.
    """
    listed = [(key, entry, head_of(entry)) for key, entry in _keyed(entries)]
    new: dict[str, Entry] = {}
    revised: dict[str, Entry] = {}
    seen: dict[str, None] = {}
    renamed: dict[str, str] = {}
    shown: dict[Head | None, set[str]] = defaultdict(set)  # head → hashes that stand here now
    for key, entry, head in listed:
        if key in known:
            shown[head].add(content_hash(entry))
    for key, entry, head in reversed(listed):
        hashed = content_hash(entry)
        if key in known:
            seen[key] = None
            if known[key] != hashed:
                revised[key] = entry
        elif _is_old(head, hashed, heads, shown):
            renamed[key] = hashed
        elif key not in new:
            new[key] = entry
            shown[head].add(hashed)
    renamed = {key: hashed for key, hashed in renamed.items() if key not in new}
    return Sorted(
        new=tuple(new.items()), revised=tuple(revised.items()), known=tuple(seen), renamed=renamed
    )


def _keyed(entries: Iterable[Entry]) -> list[tuple[str, Entry]]:
    listed = list(entries)
    return list(zip(keys_of(listed), listed, strict=True))


def _is_old(
    head: Head | None, hashed: str, heads: Set[Head], shown: Mapping[Head | None, Set[str]]
) -> bool:
    """Say whether an entry under a new key is one that the feed has shown under another."""
    if head is None:
        return False
    beside = shown.get(head)
    return hashed in beside if beside else head in heads
