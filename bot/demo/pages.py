"""Writes an outlet's feed in its format (RSS 2.0, Atom, RSS 1.0, JSON Feed) and its web pages.

Sources: RSS 2.0 (rssboard.org), RFC 4287, RSS 1.0 (web.resource.org/rss/1.0), JSON Feed 1.1.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape

from bot.demo.content import Outlet, Shown

Published = Callable[[float], datetime]
INVENTED = "Invented for the Tidings demo. Nothing of this has happened."
HTML = "text/html; charset=utf-8"
TYPES = {
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "rdf": "application/rdf+xml; charset=utf-8",
    "json": "application/feed+json; charset=utf-8",
}
_STYLE = (
    "body{font:17px/1.6 system-ui,sans-serif;max-width:40em;margin:3em auto;padding:0 1em}"
    "small{color:#667}@media(prefers-color-scheme:dark){body{background:#16181d;color:#dde}"
    "a{color:#9bf}}"
)


def feed(outlet: Outlet, items: Sequence[Shown], published: Published, base: str) -> bytes:
    """Write the feed; ``base`` is the server's address without a slash at its end."""
    return _FORMATS[outlet.format](outlet, items, published, base).encode()


def changed(outlet: Outlet, items: Sequence[Shown], published: Published) -> datetime:
    """Give the time of the newest change, in whole seconds."""
    newest = max((item.changed for item in items), default=0.0)
    return _local(outlet, published, newest)


def _local(outlet: Outlet, published: Published, at: float) -> datetime:
    return published(at).astimezone(outlet.zone).replace(microsecond=0)


def _markup(text: str) -> str:
    return f"<p>{escape(text)}</p>"


# ── feeds ───────────────────────────────────────────────────────────────────────────────────


def _rss(outlet: Outlet, items: Sequence[Shown], published: Published, base: str) -> str:
    entries = "".join(
        f"<item>\n<title>{escape(item.title)}</title>\n"
        f"<link>{escape(base + item.link)}</link>\n"
        f'<guid isPermaLink="false">{escape(item.guid)}</guid>\n'
        f"<pubDate>{format_datetime(_local(outlet, published, item.at))}</pubDate>\n"
        f"<description>{escape(_markup(item.text))}</description>\n</item>\n"
        for item in items
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0">\n<channel>\n'
        f"<title>{escape(outlet.name)}</title>\n<link>{escape(base)}/{outlet.id}/</link>\n"
        f"<description>{INVENTED}</description>\n<language>{outlet.language}</language>\n"
        f"{entries}</channel>\n</rss>\n"
    )


def _atom(outlet: Outlet, items: Sequence[Shown], published: Published, base: str) -> str:
    entries = "".join(
        f"<entry>\n<id>{escape(item.guid)}</id>\n"
        f"<title>{escape(item.title)}</title>\n"
        f'<link rel="alternate" href="{escape(base + item.link)}"/>\n'
        f"<published>{_local(outlet, published, item.at).isoformat()}</published>\n"
        f"<updated>{_local(outlet, published, item.changed).isoformat()}</updated>\n"
        f'<content type="html">{escape(_markup(item.text))}</content>\n</entry>\n'
        for item in items
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}">\n'
        f"<id>demo:{outlet.id}</id>\n<title>{escape(outlet.name)}</title>\n"
        f"<subtitle>{INVENTED}</subtitle>\n<author><name>{escape(outlet.name)}</name></author>\n"
        f'<link rel="self" href="{escape(base + outlet.path)}"/>\n'
        f"<updated>{changed(outlet, items, published).isoformat()}</updated>\n{entries}</feed>\n"
    )


def _rdf(outlet: Outlet, items: Sequence[Shown], published: Published, base: str) -> str:
    listed = "".join(f'<rdf:li rdf:resource="{escape(base + item.link)}"/>\n' for item in items)
    entries = "".join(
        f'<item rdf:about="{escape(base + item.link)}">\n<title>{escape(item.title)}</title>\n'
        f"<link>{escape(base + item.link)}</link>\n"
        f"<description>{escape(item.text)}</description>\n"
        f"<dc:date>{_local(outlet, published, item.at).isoformat()}</dc:date>\n</item>\n"
        for item in items
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<channel rdf:about="{escape(base + outlet.path)}">\n'
        f"<title>{escape(outlet.name)}</title>\n<link>{escape(base)}/{outlet.id}/</link>\n"
        f"<description>{INVENTED}</description>\n<dc:language>{outlet.language}</dc:language>\n"
        f"<items>\n<rdf:Seq>\n{listed}</rdf:Seq>\n</items>\n</channel>\n{entries}</rdf:RDF>\n"
    )


def _json(outlet: Outlet, items: Sequence[Shown], published: Published, base: str) -> str:
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": f"{base}/{outlet.id}/",
        "feed_url": base + outlet.path,
        "description": INVENTED,
        "language": outlet.language,
        "items": [
            {
                "id": item.guid,
                "url": base + item.link,
                "title": item.title,
                "content_html": _markup(item.text),
                "date_published": _local(outlet, published, item.at).isoformat(),
            }
            for item in items
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


_FORMATS: Mapping[str, Callable[[Outlet, Sequence[Shown], Published, str], str]] = {
    "rss": _rss,
    "atom": _atom,
    "rdf": _rdf,
    "json": _json,
}


# ── web pages ───────────────────────────────────────────────────────────────────────────────


def article(outlet: Outlet, item: Shown, published: Published) -> bytes:
    """Write the page that an item's link opens."""
    at = _local(outlet, published, item.at)
    return _page(
        item.title,
        f'<p><a href="/{outlet.id}/">{escape(outlet.name)}</a> · {at:%Y-%m-%d %H:%M %Z}</p>'
        f"<h1>{escape(item.title)}</h1>{_markup(item.text)}",
        language=outlet.language,
    )


def front(outlet: Outlet, items: Sequence[Shown]) -> bytes:
    """Write an outlet's front page, which names its feed to whoever looks for one."""
    links = "".join(
        f'<li><a href="{escape(item.link)}">{escape(item.title)}</a></li>' for item in items
    )
    type_ = TYPES[outlet.format].partition(";")[0]
    return _page(
        outlet.name,
        f"<h1>{escape(outlet.name)}</h1><ul>{links}</ul>"
        f'<p><a href="{outlet.path}">Feed</a> · <a href="/">All outlets</a></p>',
        language=outlet.language,
        head=f'<link rel="alternate" type="{type_}" href="{outlet.path}">',
    )


def contents(outlets: Sequence[Outlet]) -> bytes:
    """Write the server's own front page: its outlets and their feeds."""
    rows = "".join(
        f'<li><a href="/{o.id}/" lang="{o.language}">{escape(o.name)}</a>'
        f' ({escape(o.kind)}, {o.country}) · <a href="{o.path}">feed</a></li>'
        for o in outlets
    )
    return _page("Feeds of the demo", f"<h1>Feeds of the demo</h1><ul>{rows}</ul>")


def maintenance(outlet: Outlet) -> bytes:
    """Write what a broken server sends instead of the feed."""
    return _page(outlet.name, "<h1>We will be back soon</h1><p>The site is being mended.</p>")


def missing() -> bytes:
    """Write the page for an address that is not there, or not yet."""
    return _page("Not here", '<h1>Nothing is here</h1><p><a href="/">All outlets</a></p>')


def _page(title: str, body: str, *, language: str = "en", head: str = "") -> bytes:
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(title)}</title>{head}<style>{_STYLE}</style></head>\n"
        f'<body>{body}<hr><small lang="en">{INVENTED}</small></body></html>\n'
    ).encode()
