import pytest

from geopolist.lib.body import Media, Shown, clean, render
from geopolist.lib.picture import FileFacts, Picture, Source

IMAGE = "abcdefghij23"
PLAIN_IMAGE = "abcdefghij24"
DOCUMENT = "bbcdefghij23"
RECORDING = "ebcdefghij23"
FILM = "fbcdefghij23"
REFERENCE = "cbcdefghij23"
MISSING = "dbcdefghij23"
MEDIA = Media(
    images={
        IMAGE: Picture(
            "/media/a-960.jpg",
            "/media/a-480.jpg 480w, /media/a-960.jpg 960w",
            960,
            640,
            alt="A harbour",
            sources=(Source("image/avif", "/media/a-480.avif 480w"),),
            caption="From the <em>library</em>",
            credit="Jo & Co",
        ),
        PLAIN_IMAGE: Picture("/media/b.jpg", "", 300, 200, decorative=True),
    },
    large={IMAGE: "/media/a-1600.jpg", PLAIN_IMAGE: "/media/b.jpg"},
    documents={
        DOCUMENT: FileFacts("/files/x/report.pdf", "The report", "PDF", 1_258_291, "application/pdf", 24, "tr"),
        RECORDING: FileFacts("/files/y/talk.mp3", "The talk", "MP3", 1_000, "audio/mpeg"),
        FILM: FileFacts("/files/z/film.mp4", "The film", "MP4", 1_000, "video/mp4"),
    },
    references={REFERENCE: ("Smith 2020", "https://x.example/smith")},
)


def shown(source: str, language: str = "en") -> Shown:
    return render(clean(source), MEDIA, language=language, site_host="www.site.example")


def html(source: str, language: str = "en") -> str:
    return shown(source, language).html


def test_plain_blocks_stay_as_they_are():
    source = "<p>a <strong>b</strong></p><ul><li>c</li></ul><dl><dt>d</dt><dd>e</dd></dl><hr>"

    assert html(source) == "<p>a <strong>b</strong></p>\n<ul><li>c</li></ul>\n<dl><dt>d</dt><dd>e</dd></dl>\n<hr>"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<blockquote><p>a</p></blockquote>", '<blockquote class="quote"><p>a</p></blockquote>'),
        (
            '<blockquote data-block="pull"><p>a</p><footer>B</footer></blockquote>',
            '<blockquote class="pull"><p>a</p><footer>B</footer></blockquote>',
        ),
        (
            '<aside data-block="callout" data-title="A &amp; B"><p>c</p></aside>',
            '<aside class="callout"><p class="callout__title">A &amp; B</p><p>c</p></aside>',
        ),
        ("<pre><code>a</code></pre>", '<pre class="pre" tabindex="0"><code>a</code></pre>'),
        ('<pre data-block="verse">a\nb</pre>', '<pre class="verse">a\nb</pre>'),
        (
            "<details><summary>a</summary><p>b</p></details>",
            '<details class="details"><summary>a</summary><p>b</p></details>',
        ),
        (
            '<section data-block="columns"><section><p>a</p></section><section><p>b</p></section></section>',
            '<div class="columns"><div class="columns__column"><p>a</p></div>'
            '<div class="columns__column"><p>b</p></div></div>',
        ),
        (
            '<table><caption>C <b>d</b></caption><tr><td>a</td><td data-align="end">1</td></tr></table>',
            '<div aria-label="C d" class="tablewrap" role="region" tabindex="0"><table class="data">'
            "<caption>C <strong>d</strong></caption>"
            '<tbody><tr><td>a</td><td class="n">1</td></tr></tbody></table></div>',
        ),
        (
            f'<div data-block="audio" data-document="{RECORDING}">Hear <i>it</i></div>',
            '<figure class="player"><audio aria-label="The talk" controls="" preload="none"'
            ' src="/files/y/talk.mp3">'
            "</audio><figcaption>Hear <em>it</em></figcaption></figure>",
        ),
        (
            f'<div data-block="video" data-document="{FILM}"></div>',
            '<figure class="player"><video aria-label="The film" controls="" preload="none"'
            ' src="/files/z/film.mp4">'
            "</video><figcaption>The film</figcaption></figure>",
        ),
        *(
            (
                f'<div data-block="{block}" data-document="{DOCUMENT}">Read <i>it</i></div>',
                '<p class="file"><a href="/files/x/report.pdf" hreflang="tr">Read it</a> '
                '<span class="file__facts">PDF, 1.2&nbsp;MB, 24 pages</span></p>',
            )
            for block in ("audio", "video")
        ),
        (
            f'<div data-block="file" data-document="{DOCUMENT}"></div>',
            '<p class="file"><a href="/files/x/report.pdf" hreflang="tr">The report</a> '
            '<span class="file__facts">PDF, 1.2&nbsp;MB, 24 pages</span></p>',
        ),
        (
            '<div data-block="embed" data-embed="https://youtu.be/abcdefghijk">a</div>',
            '<figure class="embed" data-player="https://www.youtube-nocookie.com/embed/abcdefghijk">'
            '<a class="embed__link" href="https://youtu.be/abcdefghijk" rel="noopener external">Watch on YouTube</a>'
            "<figcaption>a</figcaption></figure>",
        ),
        (
            '<div data-block="embed" data-embed="https://x.example/a"></div>',
            '<figure class="embed"><a class="embed__link" href="https://x.example/a" rel="noopener external">'
            "Open on x.example</a></figure>",
        ),
        (
            '<figure data-src="https://x.example/a.png" data-w="3"><figcaption>C</figcaption></figure>',
            '<figure class="figure figure--outside"><a class="figure__link" href="https://x.example/a.png"'
            ' rel="noopener">'
            "Picture on x.example</a><figcaption>C</figcaption></figure>",
        ),
    ],
)
def test_blocks_are_shown(source, expected):
    assert html(source) == expected


def test_key_points_get_their_title_in_the_language_of_the_article():
    source = '<aside data-block="keypoints" data-id="abcdefgh"><ul><li>a</li></ul></aside>'

    result = shown(source)

    assert result.html == (
        '<section aria-labelledby="brief-abcdefgh" class="brief">'
        '<h2 class="brief__title" id="brief-abcdefgh">The short version</h2><ul><li>a</li></ul></section>'
    )
    assert result.contents == []
    assert result.text == "a"


def test_live_entry_shows_its_time_in_the_zone_of_the_site():
    source = (
        '<section data-block="live" data-id="abcdefgh" data-time="2026-05-01T09:30:00Z"><h3>a</h3><p>b</p></section>'
    )

    assert html(f"<h2>c</h2>{source}", "tr") == (
        '<h2 id="c">c</h2>\n<section class="live" id="live-abcdefgh"><p class="live__time">'
        '<a href="#live-abcdefgh"><time datetime="2026-05-01T09:30:00Z">1 Mayıs 2026, 12:30</time></a></p>'
        '<h3 id="a">a</h3><p>b</p></section>'
    )


def test_figure_has_every_format_a_size_and_both_captions():
    sizes = "(min-width: 42rem) 38.5rem, 92vw"

    assert html(f'<figure data-image="{IMAGE}"></figure>') == (
        '<figure class="figure figure--text"><picture>'
        f'<source sizes="{sizes}" srcset="/media/a-480.avif 480w" type="image/avif">'
        f'<img alt="A harbour" decoding="async" height="640" loading="lazy" sizes="{sizes}" src="/media/a-960.jpg" '
        'srcset="/media/a-480.jpg 480w, /media/a-960.jpg 960w" width="960"></picture>'
        '<figcaption><span>From the <em>library</em></span> <span class="credit">Jo &amp; Co</span>'
        "</figcaption></figure>"
    )


def test_figure_may_say_its_own_words():
    own = html(f'<figure data-image="{IMAGE}" data-alt="Ships" data-width="full"><figcaption>Own</figcaption></figure>')
    decorative = html(f'<figure data-image="{IMAGE}" data-decorative="true"></figure>')

    assert 'alt="Ships"' in own
    assert 'class="figure figure--full"' in own
    assert "<figcaption><span>Own</span>" in own
    assert "library" not in own
    assert 'alt=""' in decorative


def test_picture_that_says_nothing_has_no_caption():
    assert html(f'<figure data-image="{PLAIN_IMAGE}"></figure>') == (
        '<figure class="figure figure--text"><picture><img alt="" decoding="async" height="200" loading="lazy" '
        'src="/media/b.jpg" width="300"></picture></figure>'
    )


def test_gallery_links_to_large_pictures_and_counts_them():
    result = html(
        f'<div data-block="gallery"><figure data-image="{IMAGE}"></figure><figure data-image="{PLAIN_IMAGE}"></figure>'
        f'<figure data-image="{MISSING}"></figure><p>Ships</p></div>'
    )

    assert result.startswith('<div aria-label="Gallery, 2 pictures" class="gallery" role="group">')
    assert '<a class="gallery__link" href="/media/a-1600.jpg"><picture>' in result
    assert '<a aria-label="See the picture larger" class="gallery__link" href="/media/b.jpg">' in result
    assert result.endswith("<p>Ships</p></div>")
    assert result.count("<figure") == 2


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f'<figure data-image="{MISSING}"><figcaption>C <i>d</i></figcaption></figure>', "<p>C <em>d</em></p>"),
        (f'<p>a</p><figure data-image="{MISSING}"></figure><p>b</p>', "<p>a</p>\n\n<p>b</p>"),
        (f'<div data-block="video" data-document="{MISSING}">C</div>', "<p>C</p>"),
        (f'<div data-block="file" data-document="{MISSING}"></div>', ""),
        (
            f'<div data-block="gallery"><figure data-image="{MISSING}"></figure><p>C</p></div>',
            "<section><p>C</p></section>",
        ),
    ],
)
def test_what_is_missing_leaves_its_caption(source, expected):
    assert html(source) == expected


def test_footnotes_are_numbered_and_linked_both_ways():
    result = shown(
        f'<p>a<span data-footnote data-references="{REFERENCE} {MISSING}">See <i>this</i>:</span> b'
        f'<span data-footnote data-references="{REFERENCE}"></span>'
        f'<span data-footnote data-references="{MISSING}"></span></p>'
    )

    mark = '<sup class="fnref" id="r{0}"><a aria-label="Note {0}" href="#n{0}">{0}</a></sup>'
    back = '<a aria-label="Back to text, note {0}" class="notes__back" href="#r{0}">↩\ufe0e</a>'
    smith = '<a class="notes__reference" href="https://x.example/smith" rel="noopener">Smith 2020</a>'
    assert result.html == (
        f"<p>a{mark.format(1)} b{mark.format(2)}</p>\n"
        '<section aria-labelledby="notes-h" class="notes"><h2 id="notes-h">Notes</h2><ol>'
        f'<li id="n1">See <em>this</em>: {smith}&nbsp;{back.format(1)}</li>'
        f'<li id="n2">{smith}&nbsp;{back.format(2)}</li>'
        "</ol></section>"
    )
    assert result.notes_count == 2
    assert result.text == "a b\nSee this: Smith 2020\nSmith 2020"
    assert result.words == 4


def test_links_elsewhere_say_so_and_sponsors_keep_theirs():
    result = html(
        '<p><a href="https://x.example/">1</a> <a href="https://site.example/a">2</a> <a href="/b">3</a> '
        '<a href="mailto:a@x.example">4</a> <a href="https://x.example/" rel="sponsored">5</a></p>'
    )

    assert result == (
        '<p><a href="https://x.example/" rel="noopener">1</a> <a href="https://site.example/a">2</a> '
        '<a href="/b">3</a> '
        '<a href="mailto:a@x.example">4</a> <a href="https://x.example/" rel="sponsored">5</a></p>'
    )


def test_text_is_for_search_and_words_are_for_reading_time():
    result = shown(
        f'<h2>Head</h2><p>one two<br>three</p><figure data-image="{IMAGE}"></figure>'
        f"<table><caption>Cap tion</caption><tr><td>four</td></tr></table>"
        f'<div data-block="file" data-document="{DOCUMENT}"></div>'
        '<div data-block="embed" data-embed="https://youtu.be/abcdefghijk">film</div><p>能源政策</p>'
    )

    assert result.text.split("\n") == [
        "Head",
        "one two",
        "three",
        "From the library Jo & Co",
        "Cap tion",
        "four",
        "The report",
        "film",
        "能源政策",
    ]
    assert result.words == 7


@pytest.mark.parametrize(
    ("text", "words"),
    [("كَتَبَ الرَّجُلُ رِسالةً", 3), ("İstanbul'da ‘iş’ var — mı?", 4), ("能源 and 政策", 3), ("2,5 km² & 3 %", 3)],
)
def test_words_are_counted_in_every_script(text, words):
    assert shown(f"<p>{text}</p>").words == words


def test_same_body_gives_the_same_bytes():
    source = f'<h2>a</h2><p id="x">b<span data-footnote>c</span></p><figure data-image="{IMAGE}"></figure>'

    assert shown(source) == shown(source)


def test_empty_body_is_nothing():
    assert shown("") == Shown("", [], "", 0, 0)
