// Words that follow "password" in complaints and questions, so never the password itself.
// Left out on purpose: what people choose as passwords (names, animals, food, colours, seasons, "welcome", "secret").

/** Words without content of their own, and names of things: a password may still come after them. */
export const ENGLISH_NEUTRAL = `
the a an my your his her its our their this that these those which what who whom whose i you he she it we they me him us them mine yours
of for to in on at by with from into onto as and or but so if then than when while where because since until before after about
is are was were be been being am has have had having do does did will would shall should
i'm i've it's that's here there now today yesterday tomorrow tonight morning evening week weeks month months year years day days hour hours
monday tuesday wednesday thursday friday saturday sunday first second last next new old current actual initial temporary default previous usual
same personal professional work school academic main other another own email mail mailbox inbox account accounts login logon sign signin user users
username usernames name names id identifier site page portal website webmail server system app phone mobile computer laptop tablet browser wifi
network code codes text sms number field box form screen window button link message teacher teachers colleague colleagues head headteacher pupil
pupils student students deputy secretary manager admin administrator staff office room class son daughter husband wife service
following called set typed type enter entered given got gave received sent put use used using chosen chose created made
hello hi please pls plz thanks thank thx cheers sir madam
`;

/** What is wrong with the password, or asked about it. */
export const ENGLISH_TROUBLE = `
not no never none nothing nope yes yeah ok okay n't cant can can't could couldn't cannot dont don't doesnt doesn't didnt didn't isnt isn't wasn't wont won't
how why also too very really quite just only still always already again anymore more less enough almost nearly even maybe perhaps probably apparently
definitely exactly actually currently ever once twice times time properly correctly either neither both
right wrong good bad fine correct incorrect valid invalid weak strong short long simple complex easy hard difficult different similar identical
lost gone dead stolen expired forgotten locked blocked stuck broken empty blank missing required mandatory optional needed necessary unknown
known secure insecure safe unsafe reset resets change changes changed update updated renewal renew recovery recover retrieval
invalidated rejected refused accepted denied wrong out off up down over back away due old older outdated obsolete stale lapsed finished done dead
late early soon about going getting become becomes became turned went goes go come comes came works worked work working fails failed fail failing
fault faulty unrecognised unrecognized incorrect mismatch match matches hidden visible masked shown displayed written noted saved stored
error errors warning notice problem problems issue issues trouble help question policy policies rule rules requirements length characters character
letters digits digit numbers symbols symbol uppercase lowercase capital capitals caps lock keyboard minimum maximum min max least most
prompt manager managers generator protected hint attempts attempt tries try tried keeps keep keeps want wants need needs asks ask asked asking asks
say says said tell tells told show shows appear appears seem seems look looks get gets let lets make makes take takes took
know knew knows remember remembers remembered recall forget forgets forgot lose loses locate find found see seen saw check checked
expire expires expiring ended ends end runs ran run lapses lapse died dies die is-it valid validity lifetime deadline
urgent asap possible impossible unable able available unavailable somewhere nowhere anywhere anything something everything someone somebody nobody
between without within during through against across under per each every all any some many much few several
paper notebook post-it note notes card letter drawer bag memory mind head mystery clue idea blackout
compromised hacked leaked exposed phished shared public private guessed guessable common breached pwned
authentication authenticator authentification access denied permission unauthorized forbidden invalidgrant certificate key keys token session
convergence arena outlook thunderbird gmail google microsoft chrome firefox safari edge android iphone ipad windows office teams imap smtp numen
past beyond upon must may might ought see attached screenshot nah dying lying useless pointless worthless rubbish crap shit fucked screwed busted knackered toast history garbage nonsense gibberish weird strange odd funny silly
stupid ridiculous annoying normal usual common unusual okay alright perfect perfectly great super true false real fake legit original definitive
somehow anyhow however otherwise instead rather often sometimes usually normally generally mostly mainly suddenly recently previously lately sadly
unfortunately obviously clearly simply totally completely absolutely supposedly allegedly surely certainly hopefully
provided supplied issued sent delivered assigned shipped borrowed copied pasted reused repeated redacted encrypted hashed saved synced
case sensitive insensitive alphanumeric unreadable illegible wrong-ish kept left open closed ready unchanged untouched everywhere
behind above below inside outside beside near next far close top bottom front
part bit side half step story thing things stuff one ones two three four five six seven eight nine ten
forgottten forgoten forgotton forgetten
`;

/** Beginnings that cover a word in all its endings, right or wrong. */
export const ENGLISH_STEMS = `
expir forgot reject refus accept incorr invalid recogn unrecog chang renew reset recover retriev updat requir mandat obligat necess prompt
disab enabl block unlock locked synchron authent comprom configur confirm mismatch temporar permanen automat generat remember
`;
