"""Words that stand where a name could, and name nobody; lower case."""

from __future__ import annotations

from typing import Final

_NOBODY = (
    "customer customers client clients sir madam valued team guest guests member members "
    "friend friends all everyone everybody there folks user users subscriber subscribers "
    "passenger patient parent parents resident tenant student applicant colleague colleagues "
    "reader partner again and or but the we our your you i thank thanks sorry good morning "
    "afternoon evening day welcome please hi hello hey dear kunde kundin kunden damen herren "
    "cliente sehr geehrte geehrter to may it is this that what how support kind best warm many "
    "sincerely yours regards mr mrs ms miss mx dr prof madame monsieur herr frau im i'm i’m ok "
    "okay yes no not service services department desk office shop store helpdesk billing rider "
    "player learner leader supporter policyholder shopper traveller traveler foodie ladies "
    "gentlemen grandparents explorer gamer buyer seller driver owner homeowner occupier hunter "
    "neighbour neighbours neighbor neighbors sisters brothers heavens god lord applicants "
    "claims administration hosting sales hr manager editor doctor nurse teacher coach monday "
    "tuesday wednesday thursday friday saturday sunday"
)
_OPENERS = (
    "ah aha oh ooh ouch oops ha haha hmm hm mm well right now still anyway otherwise however "
    "first second third next then also besides instead meanwhile finally lastly again sure "
    "sorry yes yep yeah nope no nah okay ok fine great good nice lovely wonderful perfect "
    "absolutely exactly indeed true correct noted understood agreed done thanks "
    "congratulations congrats annoying scary odd sad strange funny interesting fair so but and "
    "or if when once after before until since because while though although as in on at by for "
    "from with without under over up down today tomorrow yesterday tonight here there this "
    "that these those it he she they we you i your our my his her their its who what why how "
    "where which please kindly honestly frankly actually basically obviously clearly luckily "
    "sadly unfortunately regrettably naturally apparently generally usually normally currently "
    "recently personally additionally furthermore moreover therefore thus hence given look "
    "listen see wait hold call text write send go come take bring try check note remember dear "
    "hi hello hey morning afternoon evening yikes wow whoa gosh aw aww argh ugh meh cool "
    "awesome brilliant super amazing fantastic excellent cheers welcome bye goodbye boss mate "
    "man bro sis sir madam ma'am g'day friend cheaper better worse more less most least half "
    "two three four five six seven eight nine ten twenty thirty forty fifty sixty all both "
    "each every either neither some any many few several rain snow ladies folks guys team "
    "everyone everybody anyone nobody something nothing whatever whenever wherever whoever "
    "ideally legally technically physically"
)
# In a greeting, after a title, below "Kind regards".
NOBODY: Final = frozenset(_NOBODY.split())
# At the start of a sentence, before a comma.
OPENERS: Final = frozenset(_OPENERS.split())
