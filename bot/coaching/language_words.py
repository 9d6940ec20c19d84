"""The commonest words of each language, with some of the trade's own; lower case."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

COMMON: Final = MappingProxyType(
    {
        "en": (
            "the and you your yours we our us i i'm i've i'll i'd is are am was were be been "
            "will would can could should may might must have has had do does did don't doesn't "
            "didn't isn't aren't can't won't not this that these those it it's its they them "
            "their there here he she his her him my me with without for from of on in at by to "
            "up out off into over about after before until since again still just only also "
            "already very much more most some any all both each every other than then when "
            "where what which who why how if because but so or as an a let please pls plz "
            "thanks thx ty sorry hello hi hey dear good morning know need want get got give "
            "take make see look try check send sent help back now today tomorrow yes yeah no "
            "ok okay order account details email refund ticket phone card payment delivery box "
            "day week soon time next one two new first till per door course left second file "
            "yep nope we're we've we'll you're you've you'll that's there's what's let's "
            "cannot policy wait"
        ),
        "de": (
            "der die das den dem des ein eine einen einem einer eines und oder aber nicht kein "
            "keine keinen wir uns unser unsere ihr ihre ihren ihnen ihrem ihrer sie ich du dir "
            "dich mir mich es ist sind war waren wird werden wurde wurden haben hat hatte habe "
            "können kann könnte könnten müssen muss sollte möchten möchte bitte danke vielen "
            "leider für mit von vom zu zum zur bei nach aus auf an im am über unter vor auch "
            "noch nur schon sehr wenn dass weil wie was wo wer hier dort diese dieser dieses "
            "diesen hallo guten tag bestellung lieferung rechnung konto freundlichen grüßen "
            "gerne heute morgen tut leid nein ja doch mal immer wieder damit bis durch ohne "
            "kunde"
        ),
        "fr": (
            "le la les l un une des du de d et ou mais ne n pas plus nous notre nos vous votre "
            "vos je j tu il elle on ils elles ce cet cette ces c est sont était êtes suis "
            "sommes être avoir a ai avez avons ont peut pouvez pouvons pourriez pourrait devez "
            "doit sera serait pour avec sans dans sur sous par chez entre vers depuis pendant "
            "que qu qui quoi dont où quand comment si bonjour bonsoir merci désolé désolée "
            "malheureusement commande colis livraison remboursement compte aussi bien très "
            "encore déjà toujours jours oui non s'il plaît cordialement veuillez afin auprès "
            "tout tous"
        ),
        "es": (
            "el la los las un una unos unas y o pero no ni de del al a en con por para sin "
            "sobre entre hasta desde que qué quien como cómo cuando cuándo donde dónde si sí "
            "yo tú usted ustedes nosotros nos le les lo se su sus tu tus mi mis nuestro "
            "nuestra es son era está están estamos estoy ser estar ha han hemos he haber puede "
            "puedo podemos pueden podría debe tiene tienen tengo tenemos hola buenos días "
            "gracias hay billete billetes usados usado cliente dinero semana día puedes siento "
            "lamento pedido envío cuenta reembolso favor también muy más ya aún todavía esta "
            "este esto estos eso porque aquí ahora hoy mañana saludos lamentablemente"
        ),
        "it": (
            "il lo la i gli le un uno una e o ma non di del della dei delle dal dalla al alla "
            "ai alle in nel nella con per su da che chi cosa come quando dove se si io tu lei "
            "noi voi loro ci vi mi ti è sono era sei siamo essere ha hanno abbiamo ho avere "
            "può possiamo possono potrebbe deve questo questa questi suo sua suoi nostro "
            "nostra vostro ciao buongiorno grazie prego purtroppo ordine spedizione rimborso "
            "conto anche molto più già ancora perché qui oggi domani cordiali saluti dispiace "
            "scusi"
        ),
        "pt": (
            "o a os as um uma uns umas e ou mas não nem de do da dos das em no na nos nas com "
            "por para pelo pela sem sobre entre até que quem como quando onde se eu tu você "
            "vocês nós lhe seu sua seus suas meu minha nosso nossa é são era está estão "
            "estamos ser estar tem têm temos tenho foi pode podemos podem poderia deve olá bom "
            "dia obrigado obrigada pedido encomenda conta reembolso também muito mais já ainda "
            "este esta isso porque aqui hoje amanhã infelizmente lamento desculpe"
        ),
        "nl": (
            "de het een en of maar niet geen wij we ons onze u uw jij je jouw ik hij zij ze is "
            "zijn was waren wordt worden werd hebben heeft heb had kan kunnen kunt zou moeten "
            "moet mag wil graag alstublieft bedankt dank helaas voor met van naar bij uit op "
            "aan in om over onder door tot zonder dat dit deze die als dan wat waar wie hoe "
            "hier daar ook nog al zeer heel hallo goedendag bestelling levering rekening "
            "vriendelijke groet vandaag morgen spijt"
        ),
        "sv": (
            "och att det den ett en som är var vara har hade inte ingen på av för med till "
            "från vid om kan kunde ska skulle vill måste får vi oss vår vårt våra er ert era "
            "du dig din ditt jag mig min mitt han hon de dem detta denna dessa här där när vad "
            "hur varför men eller också mycket redan tyvärr tack hej beställning leverans "
            "konto faktura vänliga hälsningar idag imorgon snälla ursäkta"
        ),
        "da": (
            "og at det den en et som er var være har havde ikke ingen på af for med til fra "
            "ved om kan kunne skal skulle vil må får vi os vores jer jeres du dig din dit jeg "
            "mig min mit han hun de dem dette denne disse her der når hvad hvordan hvorfor men "
            "eller også meget allerede desværre tak hej bestilling levering konto venlig "
            "hilsen i dag morgen undskyld ordre pakke"
        ),
        "no": (
            "og at det den en et som er var være har hadde ikke ingen på av for med til fra "
            "ved om kan kunne skal skulle vil må får vi oss vår vårt våre dere deres du deg "
            "din ditt jeg meg min mitt han hun de dem dette denne disse her der når hva "
            "hvordan hvorfor men eller også mye allerede dessverre takk hei bestilling "
            "levering konto vennlig hilsen beklager ordre pakke"
        ),
        "fi": (
            "ja on ei ole olet olemme oli se sen tämä tämän että mutta tai kun jos niin myös "
            "voi voit voimme teidän meidän te me minä sinä hän he kiitos hei valitettavasti "
            "tilaus tilauksesi tilauksenne toimitus lasku ystävällisin terveisin pahoillani "
            "vielä nyt tänään huomenna kanssa mukaan olla"
        ),
        "pl": (
            "i w z na do nie się jest są był była to ten ta te że jak ale lub czy po od za "
            "przez dla przy pan pani państwa państwo my nas nasz nasza wasz twoje twój ja mnie "
            "może możemy proszę dziękuję dziękujemy dzień dobry niestety zamówienie zamówienia "
            "przesyłka konto zwrot przepraszam bardzo jeszcze już dzisiaj jutro pozdrawiam"
        ),
        "cs": (
            "a v z na do ne se je jsou byl byla to ten ta že jak ale nebo po od za pro při vás "
            "váš vaše vaši my nás náš já mě může můžeme prosím děkuji děkujeme dobrý den "
            "bohužel objednávka objednávku zásilka účet omlouvám velmi ještě už dnes zítra "
            "pozdravem není"
        ),
        "tr": (
            "ve bir bu şu o ile için ama veya değil var yok ne nasıl neden çok daha en gibi "
            "kadar sonra önce siz sizin size biz bizim ben benim lütfen teşekkürler teşekkür "
            "ederiz merhaba maalesef sipariş siparişiniz siparişinizi kargo hesap iade üzgünüm "
            "özür olarak olan oldu olacak edebilirsiniz bugün yarın saygılarımızla"
        ),
        "ro": (
            "și si în in la de cu pe din pentru nu este sunt era au am ai a fi că care ce cum "
            "când unde dar sau dacă dumneavoastră dvs noi vă vi vom veți puteți putem rog "
            "mulțumim mulțumesc bună ziua păcate comanda comandă livrare cont rambursare "
            "foarte mai deja încă azi mâine scuze"
        ),
        "hu": (
            "a az és egy nem is van volt lesz hogy de vagy ha mint már még csak nagyon ez ezt "
            "azt itt ott ön önnek önök mi nekünk kérjük kérem köszönjük köszönöm üdvözlettel "
            "jó napot sajnos sajnáljuk rendelés rendelése szállítás számla visszatérítés ma "
            "holnap elnézést"
        ),
    }
)
