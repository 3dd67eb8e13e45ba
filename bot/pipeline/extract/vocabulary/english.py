"""English words around articles; names of services and agencies, which all languages share."""
# ruff: noqa: E501 (tables of regular expressions; a Han letter counts as two)

from bot.pipeline.extract.vocabulary.language import Language

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
        our | ours | us | we | newsletters? | inbox | unlimited | subscribers? | subscriptions?
        this (?:article|story|content|page|site|website|post) | exclusives? | free articles?
        full (?:article|story|text|report|version|access) | premium | articles? (?:left|remaining)
        (?:become|already|not yet|are you) (?:a|an) (?:\\w+ )?(?:member|supporter|patron)
        (?:independent|quality) journalism
    """,
    yours="you | your | yours | yourself",
    gates="""
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
    """,
    labels="""
        share this(?: (?:article|story|page|post))? | newsletters? | subscribe(?: now)? | sign up | log in | sign in
        follow us | about (?:the author|us) | contact(?: us)? | report (?:an error|a typo) | home | print | menu
        my account | search | notifications | donate | support us
    """,
    inline="(?:read|see|watch|listen)(?: (?:more|also|next|now))? | also (?:on|in) .{1,40} | related(?: (?:story|article))? | continue reading",
    more_before="""
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
        (?i:by|written by|reported by|story by|text by|words by|edited by|posted by|author|analysis by)[: ]+{_NAMES}
        \\(?(?i:(?:additional )?reporting by|editing by|writing by|compiled by|translated by)\\b.{{1,250}}
        {_NAMES}(?: (?i:of .{{1,30}}))? (?i:(?:also )?contributed to this (?:report|story|article))\\.?
        [\\w.+-]{{1,40}}@[\\w-]{{1,40}}\\.[\\w.-]{{2,20}}
    """,
    ad="""
        advertisements? | advertising | ads? | sponsored(?: content| links?| post)? | advertorial
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
)
