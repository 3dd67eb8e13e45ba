"""One page has one address, however a reader came to it; two pages keep two."""

from base64 import urlsafe_b64encode
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pipeline.dedupe import canonical_url, feed_address

PAGE = "https://www.tern-post.example/news/2026/11/divers-sue-port"
PLAIN = "https://tern-post.example/news/2026/11/divers-sue-port"
QUOTED = quote(PAGE, safe="")


@pytest.mark.parametrize(
    "asked",
    [
        "igsh=MzR", "ttclid=E.C.P", "li_fat_id=1", "dicbo=v2-1", "wprov=sfla1", "spref=fb",
        "rb_clickid=2", "_openstat=a", "gaa_at=eafs&gaa_n=1", "embedded-checkout=true",
        "leadSource=uverify", "wt_zmc=rss.int", "wt.mc_id=rss", "sc_channel=rss", "icid=top_1",
        "utm-source=rss", "utm.medium=x", "_x_tr_sl=ja&_x_tr_hl=en", "share_source=copy",
        "unlocked_article_code=1.x", "gad_source=1", "hss_channel=tw-1", "trkCampaign=a",
        "amp_js_v=0.1&amp_gsa=1&usqp=mq33", "noamp=mobile", "view=amp", "amp=1", "mobile=1",
        "print=true", "rss=1", "rss=yes", "s=09", "referrer=rss", "feature=rss",
        "partner=rssnyt&emc=rss", "source=twitter", "src=rss", "ref=newsletter_top", "from=fb",
        "via=rss-feed", "cid=social_20261124", "share=whatsapp", "cmp=rss_front", "fr=rss",
        "mod=rss_world", "mod=hp_lead_pos1", "ito=1490", "taid=65a", "mbid=social", "sref=Yz",
        "linkId=771", "sh=4ad1", "campaign_id=12&emc=edit_na&nl=top",
    ],
)  # fmt: skip
def test_how_a_reader_came_is_no_part_of_a_pages_address(asked: str) -> None:
    assert canonical_url(f"{PAGE}?{asked}") == PLAIN
    assert canonical_url(f"{PAGE}?{asked}&page=2") == f"{PLAIN}?page=2"


@pytest.mark.parametrize(
    "link",
    [
        PAGE.replace("www.", "touch."),
        PAGE.replace("www.", "wap."),
        PAGE.replace("/news/", "/news/amp/"),
        PAGE.replace("example/news", "example/m/news"),
        f"{PAGE}/amp",
        f"{PAGE}/index.html",
        f"{PAGE}#/comments",
        f"{PAGE}?m=1",
        f" {PAGE} \n",
        f"https://www-x.cdn.ampproject.org/v/s/{PAGE[8:]}?amp_gsa=1&aoh=16112233445566",
        "https://www.bing.com/amp/s/www.tern-post.example/news/2026/11/divers-sue-port",
        "https://www-tern--post-example.translate.goog/news/2026/11/divers-sue-port?_x_tr_tl=en",
    ],
)
def test_a_page_for_phones_is_the_page(link: str) -> None:
    assert canonical_url(link) == PLAIN


@pytest.mark.parametrize(
    "link",
    [
        f"https://news.google.com/news/url?sa=t&fd=R&url={QUOTED}",
        f"http://www.bing.com/news/apiclick.aspx?ref=FexRss&URL={QUOTED}",
        f"https://www.bing.com/ck/a?!&p=1&u=a1{urlsafe_b64encode(PAGE.encode()).decode()}&ntb=1",
        f"https://duckduckgo.com/l/?uddg={QUOTED}&rut=1",
        f"https://lm.facebook.com/l.php?u={QUOTED}",
        f"https://news.search.yahoo.com/_ylt=X/RU={QUOTED}/RK=0",
        f"https://search.yahoo.co.jp/clear?u={QUOTED}",
        f"https://rd.yahoo.co.jp/rss/l/x/*{PAGE}",
        f"https://out.reddit.com/t3_x?url={QUOTED}",
        f"https://www.linkedin.com/redir/redirect?url={QUOTED}",
        f"https://slack-redir.net/link?url={QUOTED}",
        f"https://www.youtube.com/redirect?event=x&q={QUOTED}",
        f"https://vk.com/away.php?to={QUOTED}",
        f"https://nam12.safelinks.protection.outlook.com/?url={QUOTED}&data=05",
        f"https://t.umblr.com/redirect?z={QUOTED}",
        f"https://link.strange.example/?target={QUOTED}",
        f"https://href.li/?{PAGE}",
        f"https://cc.bingj.com/cache.aspx?q=x&u={QUOTED}",
        f"https://archive.wikiwix.com/cache/?url={QUOTED}",
        f"https://webcache.googleusercontent.com/search?q=cache:x1:{PAGE}+ships&hl=en",
        f"https://megalodon.jp/2026-1124-0102-03/{PAGE.replace('.example/', '.example:443/')}",
        f"https://timetravel.mementoweb.org/memento/2026/{PAGE}",
        f"https://swap.stanford.edu/20261124/{PAGE}",
        f"https://wayback.archive-it.org/all/20261124/{PAGE}",
        f"https://archive.org/wayback/available?url={QUOTED}",
        f"https://www.removepaywall.com/{PAGE}",
        f"https://translate.google.com/translate?sl=ja&tl=en&u={QUOTED}",
        "https://go.tern-post.example/feed/www.tern-post.example/news/2026/11/divers-sue-port",
        f"https://vk.com/away.php?to={quote(f'https://web.archive.org/web/2026/{PAGE}/amp', '')}",
    ],
)
def test_a_redirect_or_an_archive_that_holds_the_address_is_the_page(link: str) -> None:
    assert canonical_url(link) == PLAIN


@pytest.mark.parametrize(
    ("link", "page"),
    [
        ("/view/AK20261126002053?section=news&input=rss", "/view/AK20261126002053"),
        ("/story/7320/9160001?from=list_ch2", "/story/7320/9160001"),
        ("/a/divers-sue-port-of-lunn?module=scroll_0&pgtype=article", "/a/divers-sue-port-of-lunn"),
        ("/politik/taucher-a-19870001-amp", "/politik/taucher-a-19870001"),
        ("/article_amp/2026/11/26/divers_6_3234.html", "/article/2026/11/26/divers_6_3234.html"),
    ],
)
def test_an_articles_own_number_says_what_is_read_whatever_stands_beside_it(
    link: str, page: str
) -> None:
    assert canonical_url(f"https://e.example{link}") == f"https://e.example{page}"


def test_a_cache_may_write_the_address_in_it_as_one_path() -> None:
    cached = f"https://www.google.com/amp/s/{PAGE[8:]}%3foutputType=amp"
    assert canonical_url(cached) == PLAIN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://e.example/topics?section=sport", "https://e.example/topics?section=arts"),
        ("https://e.example/view/AK20261126?from=1", "https://e.example/view/AK20261126?from=2"),
        ("https://e.example/shop/fuse-40-amp", "https://e.example/shop/fuse-40"),
        ("https://e.example/topics/amp", "https://e.example/topics"),
        ("https://e.example/amp/", "https://e.example/"),
        ("https://e.example/article?cmp=5", "https://e.example/article?cmp=6"),
        ("https://e.example/#!/a1", "https://e.example/#!/a2"),
        ("https://e.example/#/news/1", "https://e.example/#/news/2"),
        ("https://m.co.jp/a", "https://co.jp/a"),
        ("https://e.example/m/film", "https://e.example/film"),
        ("https://e.example/share?url=https://a.example/1", "https://a.example/1"),
        ("https://e.example/report/https://a.example/1", "https://a.example/1"),
        ("https://e.example/go?id=4&url=https://a.example/", "https://a.example/"),
        # A site's own viewer, of a document that another parameter names.
        (
            "https://e.example/go/?d=1&u=https://www.e.example/show/it",
            "https://e.example/go/?d=2&u=https://www.e.example/show/it",
        ),
        ("https://e.example/view.php?mod=read&id=1", "https://e.example/view.php?id=1"),
        ("https://e.example/read?m=1", "https://e.example/read"),
    ],
)
def test_two_pages_keep_two_addresses(one: str, other: str) -> None:
    assert canonical_url(one) != canonical_url(other)


NAMES = [
    "id", "no", "p", "page", "aid", "sid", "story", "doc", "oid", "nid", "artid", "newsId", "idxno",
    "seq", "key", "date", "v", "t", "c", "s", "q", "cid", "bid", "from", "source", "src", "ref",
    "m", "share", "via", "feed", "tag", "cmp", "rss", "type", "feature", "referrer", "origin",
    "trk_no", "share_id", "sc_id", "at_id", "ns_seq", "wt_page",
]  # fmt: skip


@given(
    st.sampled_from(["view", "news/read.php", "2026/11/divers-sue-port", "a/1", "index.php"]),
    st.sampled_from(NAMES),
    st.tuples(st.integers(0, 9999), st.integers(0, 9999)).filter(lambda n: len({*n, 1, 9}) == 4),
)
def test_a_number_that_a_page_is_asked_by_tells_it_apart(
    path: str, name: str, numbers: tuple[int, int]
) -> None:
    one, other = (canonical_url(f"https://e.example/{path}?{name}={n}") for n in numbers)
    assert one != other


def test_the_order_of_what_is_asked_does_not_count() -> None:
    assert canonical_url("https://e.example/read?p=2&id=5&p=1") == (
        canonical_url("https://e.example/read?id=5&p=2&p=1")
    )
    assert canonical_url("https://e.example/read?5&2") != canonical_url(
        "https://e.example/read?2&5"
    )


LINKS = st.sampled_from([
    PAGE, "https://www.google.com/url?q=", "https://web.archive.org/web/2026/", "https://m.",
    "/amp", "/index.html", "?utm_id=1", "&m=1", "?b=2&a=1", "#!/x", "https://href.li/?",
    "e.example", "/go?to=", "%2F", "https%3A%2F%2F", "/m/", "/x-1", "www.", ".amp",
])  # fmt: skip


@given(st.lists(LINKS, max_size=7))
def test_an_address_that_was_undone_has_nothing_left_to_undo(parts: list[str]) -> None:
    once = canonical_url("".join(parts))
    assert once is None or canonical_url(once) == once


def test_a_feed_that_is_made_of_another_is_one_of_its_own() -> None:
    made = "https://fulltext.example/https://tern-post.example/feed?source=rss"
    assert feed_address(made) == made
    assert feed_address("http://www.tern-post.example/feed/#x") == (
        feed_address("https://tern-post.example/feed?utm_source=a")
    )
    assert feed_address("javascript:alert(1)") is None
