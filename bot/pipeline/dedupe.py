"""What makes an entry known: its id, else its canonical address, else its content.

A changed date, fragment or tracking parameter never makes an entry new. An entry whose id is new
but whose address and title the feed has shown before is the old one under a new id, unless the
old one stands beside it with other words: then the feed gives all its entries that title. Where a
feed changes its ids and addresses at once, ``dedupe_moved`` knows its entries by what they tell.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from yarl import URL

from bot.model import Entry
from bot.pipeline.dedupe_plain import has_slug, names_article, plain_page
from bot.pipeline.dedupe_undo import MOST, undone
from bot.pipeline.text import words

# Query parameters that say where a reader came from, not what is read.
# fmt: off
TRACKING = frozenset(
    {
        "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid",
        "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok", "oly_anon_id", "oly_enc_id", "vero_id",
        "wickedid", "s_cid", "cmpid", "ncid", "sr_share", "smid", "guccounter",
        "guce_referrer", "guce_referrer_sig", "at_medium", "at_campaign", "at_link_id",
        "at_link_type", "ref_src", "__twitter_impression", "wt_mc", "xtor", "share_token",
    }
)
# fmt: on
TRACKING_STARTS = ("utm_", "pk_", "piwik_", "mtm_", "hsa_", "at_custom")
ALIKE = 0.6  # of the words of two texts in both, under one title: it is one thing told twice
HEADLINES = 2  # of one article, that a document lists side by side
_APART = re.compile(  # a key of an entry whose id or address others have, too
    r"(link:[^#]*(?:#[/!][^#]*)?)#(?![/!]).*|(id:.*)#(?:https://.*|[0-9a-f]{32})", re.DOTALL
)

LONGEST = 4_000  # characters of an address in which another is looked for

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

    Redirects, archives, AMP and mobile pages are undone (``dedupe_undo``, ``dedupe_plain``).
    """
    found = normal_url(link)
    if found is None or len(found) > LONGEST:
        return found
    plain = _plain(found)
    return plain + _route(f"{plain}#{(link or '').partition('#')[2]}")


@lru_cache(maxsize=1024)  # each poll lists the same pages again
def _plain(address: str) -> str:
    for _ in range(MOST):
        try:
            plain = normal_url(plain_page(undone(address)))
        except ValueError:
            break
        if plain is None or plain == address:
            break
        address = plain
    return address


def normal_url(link: str | None) -> str | None:
    """Give an address in its one spelling, or None for what is no address.

    Normalised as RFC 3986 section 6.2 says; http and https count as one; fragment, tracking
    parameters, a trailing slash and whose password it is are dropped.
    """
    try:
        url = URL((link or "").strip())
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


def feed_address(link: str | None) -> str | None:
    """Give the address by which a feed is known again, or None for what is no address.

    Nothing is undone: what reads another feed and gives it in another form is a feed of its own.
    """
    found = normal_url(link)
    return found.replace("https://www.", "https://", 1) if found else None


def _route(link: str | None) -> str:
    """Give the fragment by which a script shows one page of many: "#/news/1", "#!news/1"."""
    address, _, fragment = (link or "").strip().partition("#")
    if fragment[:1] not in ("/", "!") or not fragment.strip("/!") or not fragment.isprintable():
        return ""
    try:
        return "" if has_slug(urlsplit(address).path) else f"#{fragment.rstrip('/')}"
    except ValueError:
        return ""


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


def keys_of(entries: Iterable[Entry], known: Iterable[str] = ()) -> list[str]:
    """Give each entry's key, unique where the entries differ.

    Some feeds give all their entries one id, or the address of their front page: what stands for
    several contents in one document, or did when the ``known`` keys were given, is no key by
    itself. It is taken together with the address, the fragment or the content.
    """
    listed = [(_names(entry), entry) for entry in entries]
    shared = _shared(listed) | {
        found[1] or found[2] for key in known if (found := _APART.fullmatch(key))
    }
    return [
        next((name for name in names[:-1] if name not in shared), names[-1]) for names, _ in listed
    ]


def _names(entry: Entry) -> list[str]:
    """Give what an entry could be known by, the shortest first; the last is never shared."""
    # Without what is undone: that grows with versions, and a key must not change.
    hashed, address = content_hash(entry), normal_url(entry.link)
    if entry.id:
        among = [f"id:{entry.id}#{address}"] if address else []
        return [f"id:{entry.id}", *among, f"id:{entry.id}#{hashed}"]
    if not address:
        return [f"hash:{hashed}"]
    if route := _route(entry.link):
        return [f"link:{address}{route}", f"link:{address}{route}#{hashed}"]
    anchor = urlsplit(entry.link or "").fragment.strip()
    return [
        f"link:{address}", *([f"link:{address}#{anchor}"] if anchor else []),
        f"link:{address}#{hashed}",
    ]  # fmt: skip


def _shared(listed: Iterable[tuple[list[str], Entry]]) -> set[str]:
    """Give the names that stand for several contents."""
    told: defaultdict[str, list[Entry]] = defaultdict(list)
    for names, entry in listed:
        if head_of(entry):
            for name in names[:-1]:
                told[name].append(entry)
    return {
        name for name, entries in told.items() if len(entries) > 1 and _are_several(name, entries)
    }


def _are_several(name: str, entries: Sequence[Entry]) -> bool:
    """Say whether entries of one name tell of several things.

    Papers change an article's headline, and some feeds list it under both: under an article's own
    address two titles are one thing, if it has no parts.
    """
    heads: defaultdict[Head | None, list[str]] = defaultdict(list)
    for entry in entries:
        heads[head_of(entry)].append(entry.text)
    if name == f"id:{entries[0].id}":
        return len(heads) > 1
    if names_article(entries[0].link or ""):
        parts = {urlsplit(entry.link or "").fragment for entry in entries}
        return len(heads) > (1 if len(parts) > 1 else HEADLINES)
    return len(heads) > 1 or (name.startswith("link:") and any(map(_differ, heads.values())))


def _differ(texts: Sequence[str]) -> bool:
    """Say whether texts under one title and address tell of several things."""
    first, *others = {" ".join(text.split()) for text in texts}
    said = frozenset(words(first)) if others else frozenset()
    return any(
        bool(said and other) and len(said & other) < ALIKE * min(len(said), len(other))
        for other in (frozenset(words(text)) for text in others)
    )


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
    entries = list(entries)
    keys = keys_of(entries, known)
    listed = [(key, entry, head_of(entry)) for key, entry in zip(keys, entries, strict=True)]
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


def _is_old(
    head: Head | None, hashed: str, heads: Set[Head], shown: Mapping[Head | None, Set[str]]
) -> bool:
    """Say whether an entry under a new key is one that the feed has shown under another."""
    if head is None:
        return False
    beside = shown.get(head)
    return hashed in beside if beside else head in heads
