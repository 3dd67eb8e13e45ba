"""English words around articles; names of services and agencies, which all languages share."""
# ruff: noqa: E501 (tables of regular expressions; a Han letter counts as two)

from bot.pipeline.text.vocabulary.language import Language

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_SPAN = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|h|days?|weeks?|months?|years?)"
_NAME = r"[A-Z][\w.’'-]*"
_ROLE = (
    r"(?i:and|of|the|for|in|at|de|van|von|bin|&|[|]|correspondent|staff|reporter|writer|editor|"
    r"bureau|our|(?:additional )?(?:reporting|editing|writing|research) by)"
)
_NAMES = rf"(?:{_NAME}|{_ROLE})(?:[\s,;|/&]+(?:{_NAME}|{_ROLE}))*[\s.;)]*"

ENGLISH = Language(
    services="""
        facebook | twitter | whats ?app | linked ?in | telegram | pinterest | reddit | tumblr
        instagram | youtube | tik ?tok | snapchat | messenger | threads | bluesky | mastodon
        flipboard | pocket | viber | skype | weibo | we ?chat | line | kakao ?talk | kakao | naver
        band | x | e-?mails? | mail | sms | rss | google\\+? | google news | apple news | feedly
        hatena | note | qq
    """,
    buttons="""
        shares? | share this(?: article| story| page| post)? | tweet | post | pin | send | sharing
        copy(?: the)? (?:link|url) | copy | copied | link copied!? | link | url | print | options
        print this(?: article| page)? | save(?: for later)? | bookmark | like | follow(?: us)?
        comments? | listen(?: to (?:this )?article)? | gift(?: this)?(?: article)? | more | via
        more options | close | open | menu | search | font size | text size | small | medium | on
        large | reset | play | pause | mute | download | report | to | by | this | article | story
        or | and | with | a friend | friends | it | republish | cite | click | opens? in new window | all | for | a
        accept(?: all)? | reject(?: all)? | got it | ok | i agree | agree | dismiss | no,? thanks
        manage (?:settings|preferences|choices|options|cookies) | privacy settings
    """,
    urges="""
        you['’]?(?:re| are) (?:reading|receiving|on|about to|signed|following) | was this | were you | was it | would you | could you | can you | before you go | why (?:not|wait) | hi there | welcome (?:back|to) | questions? | comment
        cancel | browse | order | pre-?order | buy | shop | redeem | swipe | vote | rate | submit | send us | let us know | have your say | notice an? error
        ready for | thanks? (?:you )?for (?:reading|subscribing|signing|your) | you can (?:unsubscribe|opt|check out|cancel) | unsubscribe | enjoy(?:ed|ing)? | we (?:welcome|value|have more|would love|['’]d love)
        by (?:signing|submitting|clicking|subscribing|registering|entering|providing) | your (?:subscription|account|browser) | help us | be the first | special offer | refer | invite | reach
        for (?:more|the latest|unlimited|full|just|only) | looking for | need | ask | go (?:ad-free|premium) | turn (?:on|off) | never | love
        (?:please|just|simply|or|and|then|to continue,?|want more\\W+)? ?(?:re-?)?subscribe
        (?:please|or|to continue,?)? ?(?:sign|log)[ -]?(?:up|in|on) | register | join | follow
        like us | fund | like (?:this|what) | support | donate | contribute | become | get | start | try
        unlock | stay | keep up | don['’]?t miss | never miss | download | create | continue | read
        enjoy(?:ing)? | upgrade | activate | choose | click | tap | find out | learn | discover
        receive | enter | listen | watch | check out | catch up | scan | email us | contact | share
        add | turn on | enable | allow | accept | agree | manage | give | claim | save | take | view
        see | explore | want to | already (?:a|an|have) | not (?:a|yet a) | are you (?:a|already)
        have an account | do you (?:have|like) | visit | chat with | tell us | write to | unlimited
        if you .{3,50}, (?:please )?(?:consider|subscribe|sign up|support|share|follow|donate|join) | got a
        dear readers? | consider (?:subscrib|support|donat|becom)\\w+ | you have | you['’]ve (?:read|reached|used) | this (?:article|story|content) is
    """,
    offers="""
        free (?:essays?|stories|reads?|issues?|pieces?|posts?) | weekly (?:letter|email|e-mail|digest) | our (?:archive|letter) | opted in | forwarded to you | without limits | mailing list | comment below
        unsubscribe | cancel any ?time | special offers? | e-?mail address | new posts | my work | (?:your|any) feedback | the conversation | tips | our (?:news|data|picture)? ?desk | the data desk
        (?:breaking|live) updates | latest updates
        subscri(?:be|bers?|bing|ptions?) | newsletters? | sign[ -]?(?:up|in) | log[ -]?in | register
        registered | registration | (?:free )?trial | inbox | unlimited | (?:full|digital) access
        access | members?(?:hip)? | premium | exclusives? | account | ad-free | paywall | briefings?
        (?:full|rest of (?:the|this)|whole) (?:article|story|text|report|version) | alerts?
        free articles? | articles? (?:left|remaining) | notifications? | (?:our|the|mobile) app
        donat(?:e|ion) | support us | (?:our|independent|quality|local) (?:journalism|news|reporting) | podcasts?
        gift article | our coverage | (?:latest|breaking|top) (?:news|stories|headlines)
        got a (?:tip|story) | newsroom | your (?:help|support) | our (?:\\S+ )?(?:platform|team|experts) | (?:stories|news) like this | more stories | our reporting | headlines | channel
    """,
    ours="""
        free trial | cancel any ?time | new posts | my work | the (?:data|news) ?desk
        our | ours | us | we | newsletters? | inbox | unlimited | subscribers? | subscriptions?
        this (?:article|story|content|page|site|website|post) | exclusives? | free articles?
        full (?:article|story|text|report|version|access) | premium | articles? (?:left|remaining)
        (?:become|already|not yet|are you) (?:a|an) (?:\\w+ )?(?:member|supporter|patron)
        (?:independent|quality) journalism
    """,
    yours="you | your | yours | yourself",
    gates="""
        read without limits
        to (?:continue|keep) reading | continue reading | (?:full|rest of the|whole) (?:article|story)
        to (?:read|unlock) | (?:for|to) (?:our )?(?:paid |digital )?(?:subscribers|members)(?: only)?
        (?:subscriber|member)s?[- ]only | reserved for
        paywall | keep reading
    """,
    consent="""
        cookies? | consent | privacy (?:policy|notice|settings|preferences|choices) | gdpr
        terms (?:of (?:use|service)|(?:and|&) conditions) | personali[sz]ed ads?
        tracking technologies | personal (?:data|information) | data protection
        legitimate interest
    """,
    consent_asks="""
        we | our | us | you | your | accept | reject | agree | this (?:web)?site
        by (?:continuing|using|clicking|browsing|signing|submitting|subscribing)
        manage (?:settings|preferences|choices|options)
    """,
    reports="""
        said | says | told | added | according to | reported | announced | stated | wrote | argued
        urged | warned | claimed | explained | noted | asked | replied | insisted | testified
        ruled | found | fined | introduced | launched | agreed | rose | fell | was | were | had
        did | called | showed? | shows | made
    """,
    more="""
        trending (?:on|at|in) \\S{2,30} | suggested topics | latest videos | more videos | more stories (?:by|from) .{2,40} | (?:other|our) (?:stories|articles|top stories).{0,20}
        (?:read|see|watch|listen|find)(?: (?:the|our))? ?(?:more|also|next|this next|now)?(?: here| on this| about this)?(?: (?:stories|news|story))?
        more (?:on|from|about|in) .{1,60} | more(?: (?:news|stories|coverage|top stories|headlines))?
        more (?:like this|to read|reading|for you) | also (?:on|in|from)(?: \\S+){1,4}
        related(?: (?:articles?|stories|story|news|content|posts?|topics?|links?|coverage|reading|items?|videos?|tags?))?
        recommended(?: (?:articles?|stories|for you|reading|videos?|by .{1,30}))? | recommendations
        (?:most|top|must)[ -](?:read|popular|viewed|shared|commented|watched|reads?|stories|news|headlines|searches)(?: (?:in|on|this|now|today|stories|news|articles).{0,30})?
        trending(?: (?:now|stories|topics|news|today))? | up next | what(?: to)? read next
        popular(?: (?:now|stories|articles|posts|news|topics|on .{1,30}))? | (?:read|watch) next
        (?:you|readers)(?: (?:may|might|could|will|'ll|’ll))?(?: also)? (?:like|be interested in|enjoy|love|want to read)
        what others are reading | (?:next|previous) (?:article|story|post|up) | in case you missed it
        editor[’']?s?[’']? (?:picks?|choice) | don[’']?t miss | in this (?:story|article)
        latest(?: (?:news|stories|headlines|articles|updates|videos?))? | further reading
        (?:from|around) (?:the web|our partners|around the web)
        (?:sponsored|promoted|paid)(?: (?:content|links?|stories|by .{1,30}|post))?
        topics?(?: in this (?:article|story))? | (?:tags?|filed under|posted in|categor(?:y|ies))
        explore (?:more|further) | (?:keep|continue) reading | show more | load more | (?:see|view) all
        if you (?:liked|enjoyed) (?:this|that).{0,40} | what (?:others|people|readers) are (?:reading|watching|sharing) | from (?:our|the) (?:archives?|partners?|newsroom) | don['’]?t miss(?: .{3,20})? | (?:top|featured|latest|trending) (?:videos?|picks)
    """,
    labels="""
        share this(?: (?:article|story|page|post))? | newsletters? | subscribe(?: now)? | sign up | log in | sign in
        follow us | about (?:the author|us) | contact(?: us)? | report (?:an error|a typo) | home | print | menu
        my account | search | notifications | donate | support us
    """,
    inline="(?:read|see|watch|listen)(?: (?:more|also|next|now))? | also (?:on|in) .{1,40} | related(?: (?:story|article))? | continue reading",
    more_before="""
        quick guide
        read(?: more| also| next| on)? | see(?: also| more) | also (?:read|see|on)(?: \\S+){0,4} | must[ -]read
        related(?: (?:articles?|stories|story|news|posts?|links?|coverage))? | in pictures
        more(?: on this| stories| news)? | (?:watch|listen)(?: also| now| more)? | tags? | keywords?
        don[’']?t miss | recommended(?: for you)? | you may also like | further reading | topics?
        filed under | posted in | categor(?:y|ies) | sponsored | file under | opinion | up next
    """,
    comments="""
        (?:view |show |see |hide |read )?(?:all )?(?:the )?(?:reader )?comments?(?: \\(?\\d[\\d,.]*\\)?| closed| off| are closed)?
        \\d[\\d,.]* (?:comments?|replies|responses?) | (?:leave|post|add|write) (?:a|an|your) (?:reply|comment)
        join the (?:conversation|discussion) | be the first to comment | what do you think\\??
        responses? | no comments(?: yet)? | reader comments
    """,
    counts="""
        \\d[\\d,.]*[km]?\\+? ?(?:comments?|repl(?:y|ies)|shares?|views?|likes?|reads?|reactions?|votes?|followers?|retweets?|claps)
        (?:shares?|views?|likes?|reads?|reactions?|followers?)\\W*\\(?\\d[\\d,.]*[km]?\\)?
    """,
    photo="""
        (?:file )?(?:photos?|photographs?|pictures?|images?|illustrations?|graphics?|video)
        credits?
    """,
    credited="credit | by | courtesy(?: of)?",
    agencies="""
        reuters | afp | ap | ap photo | associated press | getty(?: images)? | shutterstock | istock
        alamy | epa(?:-efe)? | xinhua | kyodo | jiji | yonhap | newsis | news1 | bloomberg | unsplash
        pexels | wikimedia(?: commons)? | zuma(?: press)? | anadolu | pa media
    """,
    times=f"""
        \\b{_MONTH}\\.? \\d{{1,2}}(?:st|nd|rd|th)?(?:,? \\d{{4}})?\\b
        \\b\\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}\\.?(?:,? \\d{{4}})?\\b
        \\b\\d{{4}}[-/.]\\d{{1,2}}[-/.]\\d{{1,2}}(?:T\\d\\S*)? | \\b\\d{{1,2}}[-/.]\\d{{1,2}}[-/.]\\d{{2,4}}\\b
        \\b\\d{{1,2}}[:：.]\\d{{2}}(?::\\d{{2}})? ?(?:[ap]\\.?m\\.?)? | \\b\\d{{1,3}} ?{_SPAN}(?: ago)?\\b
        \\b(?:an?|one|two|three|few) (?:minutes?|hours?|days?|weeks?) ago\\b | \\b(?:yesterday|just now)\\b
    """,
    time_words="""
        published | updated | posted | last | modified | created | first | on | at | date | time
        edited | issued | since | read | reading | min | gmt | utc | jst | kst | bst | est | edt | et
        pst | pdt | pt | cst | cdt | ct | cet | cest | ist | hkt | sgt | amt | z | [ap]\\.?m\\.? | ago
        mon(?:day)? | tues?(?:day)? | wed(?:nesday)? | thu(?:rs)?(?:day)? | fri(?:day)? | today
        sat(?:urday)? | sun(?:day)? | by | from | staff | print | edition | version | original | of
        the | to | listen
    """,
    byline=f"""
        {_NAME}(?: {_NAME}){{1,3}} is (?:an?|the|our) (?i:(?:[\\w’'-]+ ){{0,3}}(?:staff writer|senior writer|correspondent|columnist|contributor|contributing (?:writer|editor)|reporter (?:for|at|with)|editor (?:of|at)|journalist (?:based|at|with|for)|freelance)).{{0,200}}
        (?i:words|text|portraits?|pictures|research|graphics|video|interview)(?: by)?[:] ?{_NAMES}
        (?i:interviews?|words|text|portraits?|photographs?|illustrations?|graphics?) by {_NAMES}
        {_NAME}(?: {_NAME}){{1,3}}, (?:[A-Z]\\w+ ){{0,3}}(?i:correspondent|editor|reporter|writer|columnist|bureau chief)
        (?i:by|written by|reported by|story by|text by|words by|edited by|posted by|author|analysis by)[: ]+{_NAMES}
        \\(?(?i:(?:additional )?reporting by|editing by|writing by|compiled by|translated by)\\b.{{1,250}}
        {_NAMES}(?: (?i:of .{{1,30}}))? (?i:(?:also )?contributed to this (?:report|story|article))\\.?
        [\\w.+-]{{1,40}}@[\\w-]{{1,40}}\\.[\\w.-]{{2,20}}
    """,
    ad="""
        advertisements?(?: features?)? | advertising | ads? | sponsored(?: content| links?| post)? | advertorial
        promoted(?: content)? | paid (?:content|post|partner content) | remove ads? | close ad
        (?:article|story) continues (?:below|after).{0,40} | skip (?:ad|advert|advertisement).{0,30}
        (?:advertisement|ad)\\W+(?:scroll|continue|article|story|skip|close|remove).{0,50}
        scroll (?:down )?(?:to|for) (?:continue|more).{0,40} | skip (?:to|past) .{1,30}
        (?:after|end of) (?:the )?(?:newsletter|ad|advertisement)s?(?: promotion)?
    """,
    rights="""
        ^\\W*(?:©|\\(c\\)|&copy) | ^\\W*copyright (?:©|\\(c\\)|\\d) | all rights reserved | ©\\s?\\d{4}
        may not be (?:published|reproduced|redistributed|copied) | no part of this
    """,
    states="""
        (?:this |the )?(?:video|audio)(?: player)? (?:(?:can ?not|can['’]t|could not) be (?:played|loaded|shown)|is (?:loading|unavailable|not available)|failed to (?:play|load))\\b.{0,40} | subtitles? (?:off|on)\\b.{0,20}
        (?:the |these |our )?(?:key points|highlights|bullet points|takeaways|summary|translation)\\b.{0,24} (?:generated|created|written|made|produced|summari[sz]ed) (?:by|with|using) .{0,16}(?:ai|artificial intelligence)\\b.{0,60}
        (?:follow|read|see|watch|get|find) (?:along with )?(?:(?:all|the|our) )*(?:latest )?(?:live|full|complete|rolling) (?:coverage|updates?|blog|feed|report)s?(?: (?:here|below|of|on|from|as) ?.{0,60})?
        listen to (?:this|the|our) (?:article|story|podcast|episode)(?: here)? | give this article | have a (?:story|tip|news tip)\\?.{0,60}
        (?:enter |your )?(?:your )?e-?mail(?: address)?(?: here)?
        buy photo | (?:play|try|solve|do) (?:the|our|today['’]s) .{0,40}(?:crossword|puzzle|quiz|sudoku|wordle|game).{0,20} | need a break\\?.{0,80} | share your feedback.{0,60} | ad choices | view comments | .{0,60}\\b(?:reach|contact|email) (?:her|him|them|me|us) (?:at|on|by) .{3,50}
        \\d(?:\\.\\d+)?x | report (?:this )?ad | select (?:voice|speed|language) | i['’]?m in!? | item \\d+ of \\d+.{0,160} | \\[\\d+/\\d+\\].{0,160} | view this email in.{0,30} | update your preferences.{0,40} | .{0,30}\\bpurchase licensing rights.{0,40}
        e-?mail\\sprotected | (?:this )?audio (?:is|was) (?:auto-?)?generated (?:by|with|using) .{2,40} | media caption,? .{2,160} | .{2,30} is (?:funded|supported) by (?:its |our )?readers(?:\\. support .{2,90})?
        why you can trust .{2,20} | copy article link | sent from my \\w+ | this article appeared in .{3,80}
        (?:please )?(?:enable|turn on) javascript\\b.{0,60} | your browser does(?:n['’]t| not) support.{0,60} | (?:this |the )?(?:video|content|media|player|audio)(?: is| file is)?(?: currently)? (?:unavailable|could not be loaded|not available|not supported).{0,40}
        something went wrong.{0,50} | thank you for (?:subscribing|signing up|your (?:feedback|interest)).{0,30} | (?:an )?error (?:has )?occurred.{0,40} | loading.{0,20} | please try again.{0,20} | (?:please )?wait.{0,3}
        (?:your email address will not be published\\W*)?required fields are marked.{0,6} | your e-?mail address will not be published.{0,50} | (?:this site|the form) is protected by .{3,90} | story saved.{0,60} | link copied.{0,30}
        (?:this|the) content is (?:hosted|provided|loaded) by .{2,60}(?:\\. .{2,60})? | load (?:external |the )?content | (?:image|picture) (?:source|caption)[,:] .{2,160}
        you can find this (?:story|article) in .{3,90} | (?:skip|jump|go|back|return) to (?:the )?(?:main )?(?:content|navigation|top|search|homepage|home page|menu).{0,10} | load more(?: \\w+)? | turn (?:on|off) notifications | key events
        reuse this content | explore more on these topics | pin(?:ned)? to top | powered by \\S+ | as an amazon associate.{0,60} | .{0,24}may (?:earn|receive) (?:a|an) (?:affiliate )?commission.{0,90}
        this (?:article|post|page|story) (?:may )?contains? affiliate links.{0,90} | this is a (?:developing|breaking)(?: news)? story.{0,70} | (?:check back|refresh(?: this page)?|more to follow|more (?:details )?(?:to come|soon))(?: for .{0,40})?
        our standards ?:.{0,70} | get the data.{0,60} | created with \\w{2,20} | (?:chart|graphic|map|table|data)s? ?(?:by|:) .{2,90} | embed(?: this)? | download (?:image|pdf|data|the data) | undefined | null | nan | lorem ipsum.{0,200}
        (?:only |just |from |for )?[$£€]\\s?\\d[\\d.,]* ?(?:a|per|/|every) ?(?:week|month|year|day|mo|wk)\\b[^.$£€]{0,60} | \\d+ ?(?:of|/) ?\\d+ | \\d{1,2}:\\d{2} ?/ ?\\d{1,2}:\\d{2} | (?:next|previous) page | page \\d+(?: of \\d+)? | live updates | premium | exclusive | subscriber[- ]only
        story continues.{0,40} | click to (?:expand|enlarge|view|play).{0,40} | (?:view|see) (?:image|photo|gallery) in .{3,40} | hide caption | toggle caption | enlarge (?:this )?image | image \\d+ of \\d+ | show (?:me|more|less|all) | read full (?:story|article)
        (?:enjoy(?:ed|ing)?|lik(?:e|ed|ing)|lov(?:e|ed|ing)) (?:the|this|our|what|reading|these) .{2,40}\\? .{3,70} | tell a friend.{0,30} | (?:share|report|copy|flag)(?: link to)?(?: this)? (?:post|update|entry|comment) | load (?:earlier|older|previous|newer|more) .{2,20} | (?:view|go to|see) (?:the )?(?:full|desktop|mobile) (?:site|version) | do not sell .{5,60} | (?:enter|add) your (?:mobile|phone) number.{0,20}
        [\\d,]+ (?:watching|people (?:are )?(?:here|reading|watching)).{0,12} | (?:newest|oldest|latest) (?:posts |comments |updates )?first | sort(?:ed)? by.{0,20} | get (?:the|your|our) .{3,60}(?:inbox|e-?mail|phone|device|doorstep).{0,30} | you must be logged in.{0,40} | (?:please )?(?:log|sign) in to (?:comment|reply|vote|join).{0,30} | install (?:now|the app|our app).{0,20} | our app (?:sends|brings|lets|gives|has|is free|tells|offers|keeps) .{3,80} | (?:scan|use) the qr code.{0,60}
        (?:[a-z]{2,8} )?(?:[$£€¥]\\s?\\d[\\d.,]*|\\d[\\d.,]*\\s?(?:€|\\$|£|euros?)) ?(?:pro|per|par|al|por|je|im|le|/|a) ?(?:week|month|year|woche|monat|jahr|semaine|mois|an|mes|semana|año)\\b[^.$£€]{0,60}(?:\\. [^.$£€]{0,40})? | keep reading (?:with|for|by) .{3,50} | (?:[^.?!]{3,60}\\? )?sign up (?:for|to) (?:the |our )?(?-i:[A-Z][\\w’']*(?: (?:[A-Z][\\w’']*|of|the|and)){0,4})
        (?:tel|phone|fax|e-?mail|전화|이메일|電話|电话|メール|téléphone|telefon|teléfono)\\.?\\s*[:：]\\s*\\S.{0,40} | \\+\\d+(?: \\+\\d+)*
    """,
)
