"""Words by which a customer's telling is read: verbs, people, states, trouble. Pure."""

from __future__ import annotations

import re

_AUX = (
    "is|are|was|were|has|have|had|hasn['’]?t|haven['’]?t|isn['’]?t|aren['’]?t|wasn['’]?t"
    "|weren['’]?t|didn['’]?t|doesn['’]?t|don['’]?t|won['’]?t|can['’]?t|cannot|couldn['’]?t|never"
    "|still|just|already|only|almost|now|keeps?|kept"
)
_PAST = (
    "came|arrived|broke|stopped|failed|fell|died|left|leaked|snapped|crashed|vanished|disappeared"
    "|waited|paid|lost|missed|spent|went|cracked|got|showed|answered|turned|dropped|took|shouted"
    "|yelled|cut|spilled|spilt|charged|burned|burnt|flooded|ruined|froze|cried|slept|woke|stood|sat"
    "|ran|walked|drove|tore|shrank|shrunk|faded|melted|exploded|caught|hit|hurt|bit|tripped|slipped"
    "|doubled"
    "|expired|sank|jammed|tasted|smelled|smelt|looked|said|started|ended|split|peeled|blocked"
    "|bounced|locked|deleted|wiped|ate|dumped|threw|knocked|scratched|damaged|closed|moved|skipped"
    "|collapsed|overflowed|danced|watched|had|made|ignored|refused|laughed|swore|hung|kept|found"
)
_NOW = (
    "leaks|drops|freezes|crashes|smells|tastes|says|logs|shows|jams|wobbles|squeaks|rattles|rings"
    "|barks|stops|fails|hangs|turns|sticks|burns|hurts|answers|picks|eats|deletes|comes|goes|reads"
    "|cuts|reports|report|clicks|gives|opens|closes|dies|loses|charges|bills|wakes|keeps"
)
VERB = rf"(?:{_AUX}|{_PAST}|{_NOW})"
_SUBJECT_STOPS = (
    "actually|one|two|some|any|no|last|next|another|each|every|half|it|its|it['’]s|that"
    "|that['’]s|thats|this"
    "|there|theres|there['’]s|he|she|they|you|u|i|we|who|what|why|how|when|where|which|if|not|never"
    "|still|only|just|been|had|have|has|is|are|was|were|am|im|can|cant|do|did|does|will|would|could"
    "|should|please|pls|plz|third|second|fourth|fifth|first|someone|somebody|everyone|everybody"
    "|nobody|noone|thanks|thank|also|because|dont|want|need|waited|stood|lost|missed|paid|drove"
    "|walked|spent|called|rang|sat|got|tried|asked|ordered|bought|told|sent|to|of|for|with|after"
    "|before|since|from|by|at|in|on|as|an|a|so|or|and|but|the|my|our|your|ur|more|very|really|too"
    "|all|both|even|same|like|then|now|today|yesterday|tomorrow|again|else|me|us|him|her|them|his"
    "|their|hers|theirs|else|mr|mrs|ms|dr|prof|once|twice|days|weeks|hours|months|years|minutes"
    "|mins|min|people|guys|man|mate|bro|love|hope|glad|sorry|well"
)
WORD = rf"(?!(?:{_SUBJECT_STOPS})\b)[a-z][a-z'’-]*"
ADJ = (
    "gone|stuck|down|dead|broken|crushed|cracked|smashed|missing|late|cancelled|canceled|closed"
    "|locked"
    "|blocked|frozen|offline|empty|cold|wet|soaked|torn|ruined|damaged|lost|stolen|overdue|faulty"
    "|flooded|corked|delayed|dirty|burnt|deleted|wiped|unreadable|mouldy|moldy|scratched|bent|off"
    "|rejected|declined|refused|denied|suspended|stained|rotten|stale|raw|unusable|out of order"
    "|out of stock|overcooked|undercooked|melted"
)
# "The kettle's leaking", "my cheque's bounced".
TROUBLE = re.compile(
    r"n['’]t\b|\b(?:not|never|no|nobody|without|still|again|twice|wrong|late|later|broke\w*|dead"
    r"|cold|stuck|missing|smashed|crack\w*|leak\w*|lost|on hold|cut|wait\w*|cancel\w*|delay\w*"
    r"|stopped|stops|fail\w*|fell|died|dies|snapp\w*|crash\w*|vanish\w*|disappear\w*|missed|drop\w*"
    r"|damaged?|ruin\w*|empty|torn|tore|stain\w*|overcharged|overbilled|locked|blocked|stolen"
    r"|deleted|wiped|flood\w*|dirty|down|off|gone|left|refused|ignored|spoil\w*|burn\w*|mould\w*"
    r"|scratch\w*|deceased|longer|shouted|yelled|rude\w*|spil\w+|logs \w+ out|freez\w+|froze|frozen"
    r"|blank|faulty|peel\w*|out|cried|crying|tears|hungry|hurts?|headaches?|soaked|scared|melted"
    r"|cannot"
    r"|cant|couldnt|didnt|doesnt|hasnt|havent|wasnt|isnt|arent|wont|sick|ill|injured|bleeding|fined"
    r"|had to|crushed|corked|shrank|shrunk|faded|expired|doubled|sank|jam\w*|bitter|raw|itch\w*"
    r"|wobbl\w*|squeak\w*|rattl\w*|barks|bugs?|bedbugs|mice|rats|mold|smells?|stinks|overflow\w*"
    r"|collaps\w*|tripped|slipped|bounced|declined|rejected|turned away|thrown|threw|dumped"
    r"|banned|returned to sender|towed|misspelt|misspelled"
    r"|frozen|overdue|unusable|useless to|swollen|rash|allergic|asleep|absent|double booked"
    r"|darker|lighter"
    r"|instead|unanswered|unpaid|upside|apart|hours|on the floor|in the (?:rain|cold|corridor"
    r"|dark)|too (?:small|big|short|long|tight|late|loud|hot|salty|cold|weak|early))\b",
    re.IGNORECASE,
)
NEVER = re.compile(
    r"\b(?:youre|yours|u|yourself|wtf|lol|tbh|ngl|pls|plz|idk|rn|damn\w*|hell|shit\w*|crap"
    r"|fuck\w*|want"
    r"|think|know|need|should|hope|like|feel|felt|love[ds]?|please|guess|believe|told|said|if"
    r"|why|how"
    r"|what"
    r"|where|him|a bit|little|funeral home|sue|lawyer|scam\w*|thie\w+|liar\w*|great|perfect|lovely"
    r"|amazing|wonderful|joke|useless|pathetic|disgrac\w*|incompetent|stupid|idiot\w*|lazy|lie[ds]?"
    r"|lying|fraud|theft|steal\w*|criminal|no biggie|anyway|whatever|thank\w*|happy|good|nice"
    r"|better|fine|says? (?:no|yes|it|that|so)|no reason|for nothing|notin|nothing|happen\w*"
    r"|mistake|fault|blame|promis\w+"
    r"|claim\w*|agreed|supposed|meant|guy|bloke|lads?|dude|boss|surprised|blown|wife['’]s maiden"
    r"|dont care|drunk|racist|illegal|sexist|touch\w*)\b|\b(?:you|you['’]\w+|she['’]s|he['’]s)\b"
    r"|[^\w\s'’,.%€£$/-]",
    re.IGNORECASE,
)
PERSON = (
    "son|daughter|wife|husband|mum|mom|mother|dad|father|kid|kids|child|children|baby|grandson"
    "|granddaughter|grandmother|grandfather|nan|gran|grandma|grandpa|partner|boyfriend|girlfriend"
    "|fiancee?|sister|brother|aunt|uncle|cousin|niece|nephew|friend|neighbour|neighbor|student"
    "|pupil|client|patient|toddler|twins|parents|in-laws|guests|family|mother-in-law|boy|girl"
)
