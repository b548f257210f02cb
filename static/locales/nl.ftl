# The words of Phial in Dutch.
# To a person: polite (u); buttons in the infinitive. Nothing assumes that anybody is a man or a woman:
# "wie verstuurt", "de afzender", "de beheerder van deze dienst".
#
# locked (files)     op slot, van het slot          locked (a link)   geblokkeerd, vrijgegeven
# link               de link                        key               de sleutel
# code               de code                        opening           1 keer openen
# second lock        het tweede slot                password          het wachtwoord
# take back          intrekken                      erase             wissen
# recipient          de ontvanger                   sender            de afzender
# log                het logboek                    receipt           het wisbewijs
# What the server can and cannot see                Wat de server wel en niet ziet

## The frame
# The name of this language, in itself.
language-name = Nederlands
language-label = Taal
language-failed = Deze taal kon niet worden geladen. Probeer het opnieuw.
site-what = Veilig bestanden versturen
skip-to-content = Naar de inhoud
about-link = Wat de server wel en niet ziet
to-start = Naar de startpagina
try-again = Opnieuw proberen
cancel = Annuleren
close = Sluiten
one-moment = Een ogenblik…
copied = Gekopieerd
copy-by-hand = Geselecteerd: kopieer het nu
files = Bestanden
files-count = { $count ->
    [one] 1 bestand
   *[other] { $count } bestanden
}
more-files = { $count ->
    [one] Nog 1 bestand tonen
   *[other] Meer bestanden tonen (nog { $count })
}
file-number = bestand { $number }

## Before the page has come, and when it cannot. Said by the document and its first script.
boot-title = Veilig bestanden versturen
boot-moment = Een ogenblik…
boot-slow = Het duurt langer dan anders. Wacht nog even, of controleer uw internetverbinding.
boot-again = Opnieuw proberen
boot-network = De pagina is niet volledig aangekomen
boot-network-what = Controleer of u verbinding met internet hebt en probeer het dan opnieuw. Er is niets verloren, en het is niet als openen geteld.
boot-old = Deze browser kan de pagina niet tonen
boot-old-what = Hij is te oud, of iets wat de pagina nodig heeft, staat erin uit. Open hetzelfde adres in een andere browser: kopieer het hier, start een recente versie van Chrome, Edge, Firefox of Safari, en plak het bovenaan in de adresbalk. Er is niets verloren, en het is niet als openen geteld.
boot-address = Het adres van deze pagina
boot-copy = Adres kopiëren
boot-copied = Gekopieerd
boot-failed = Deze pagina kon niet starten
boot-failed-what = Probeer het opnieuw. Helpt dat niet, open het adres dan in een andere recente browser. Er is niets verloren, en het is niet als openen geteld.
boot-no-script = Deze pagina doet bestanden in uw browser op slot en van het slot, en heeft daarvoor JavaScript nodig. Sta JavaScript voor deze site toe in de instellingen van uw browser en laad de pagina opnieuw.
boot-nothing = Verschijnt er niets? Laad deze pagina opnieuw.
boot-full = Het is hier op dit moment erg druk
boot-full-what = Wacht een minuut en probeer het dan opnieuw. Er is niets verloren, en het is niet als openen geteld.
boot-full-again = Deze pagina probeert het vanzelf opnieuw.

## Is it genuine? Who sends and who receives see the same two words: an animal and a thing. The lists are the same in all languages, word for
## word and in the same order, 64 in each. A word is short, easily said and spelled, and hurts nobody.
check-title = Komt dit echt van ons?
check-call = Bel { $telephone } en vraag naar de twee woorden. Die moeten zijn:
check-ask = Vraag de persoon die u de link stuurde naar de twee woorden. Die moeten zijn:
check-other-number = Kent u al een ander nummer van ons, bel dan liever dat.
check-tell = Vraagt iemand of dit echt van u komt, noem dan de twee woorden:
check-words = De twee woorden: { $words }
call = Bellen
call-for-help = Komt u er niet uit: { $telephone }
site-web = Over { $site }
network-away = Geen internetverbinding. Zodra die terug is, gaat het hier verder.
check-animals =
    albatros beer bij bizon kanarie kat kameleon condor krekel krokodil hert dolfijn libel eend arend valk flamingo vos
    gazelle gekko giraf hamster haas egel reiger haring paard leguaan jaguar kangoeroe koala luipaard leeuw hagedis lama
    lynx marmot eland octopus struisvogel otter uil panda papegaai pelikaan pinguïn pony poema rendier zalm sardine meeuw
    slak eekhoorn zwaan tapir tijger toekan forel tonijn schildpad eenhoorn wolf zebra
check-things =
    barnsteen anker appel abrikoos bamboe boot brug cactus kasteel kastanje kaneel klok kompas koper kristal diamant trommel
    fluit bos fontein tuin gember gitaar haven hoed eiland jasmijn vijver lavendel blad citroen vuurtoren mango marmer weide
    spiegel maan berg nest oceaan olijf parel potlood piano ananas planeet pompoen framboos rivier roos saffraan zilver
    sneeuw lepel ster toren boom tulp vallei vanille fluweel viool vulkaan waterval

## Sizes, rates, times. A space that does not break stands before the unit.
size-bytes = { $count ->
    [one] 1 byte
   *[other] { $count } bytes
}
size-kb = { $number } kB
size-mb = { $number } MB
size-gb = { $number } GB
size-tb = { $number } TB
rate = { $size }/s
percent = { $number }%
left-seconds = { $count ->
    [one] nog 1 seconde
   *[other] nog { $count } seconden
}
left-minutes = { $count ->
    [one] nog 1 minuut
   *[other] nog { $count } minuten
}
left-hours = { $count ->
    [one] nog 1 uur
   *[other] nog { $count } uur
}
lifetime-minutes = { $count ->
    [one] 1 minuut
   *[other] { $count } minuten
}
lifetime-hours = { $count ->
    [one] 1 uur
   *[other] { $count } uur
}
lifetime-days = { $count ->
    [one] 1 dag
   *[other] { $count } dagen
}
date-today = vandaag
date-yesterday = gisteren
date-tomorrow = morgen
date-and-time = { $day }, { $time } uur
progress-waiting = Wacht op het netwerk. Het gaat vanzelf verder.

## Signing in
sign-in-title = Wie verstuurt er?
sign-in-lead = Hier kunnen alleen mensen van { $site } iets versturen. Wie uw bestanden ontvangt, heeft geen account nodig.
sign-in = Inloggen met { $site }
sign-in-invite = Om te versturen hebt u een uitnodiging nodig
sign-in-invite-lead = Vraag uw IT-afdeling om een uitnodigingslink en open die één keer in deze browser. Wie uw bestanden ontvangt, heeft geen account nodig.
sign-in-privacy = Deze pagina krijgt te weten dat u mag versturen, niet hoe u heet.
join-title = U bent uitgenodigd om bestanden te versturen
join-lead = Eén keer aannemen in deze browser is genoeg. Er is geen wachtwoord: de browser onthoudt dat u mag versturen.
join-privacy = De server bewaart geen naam, e-mailadres of telefoonnummer van u.
join = Uitnodiging aannemen
signing-in = Bezig met inloggen…
own-shares = Wat u hebt verstuurd
own-shares-lead = Alleen tijden en stand: de server kent geen namen en geen inhoud. Meer ziet u met uw eigen link, die u bij het versturen hebt gekregen.
own-shares-none = U hebt nog niets verstuurd.
own-shares-more = Meer tonen
own-share-sent = Verstuurd: { $moment }
own-share-begun = Begonnen: { $moment }
own-share-links = { $count ->
    [one] 1 link
   *[other] { $count } links
}
own-share-opens = { $count ->
    [0] niet geopend
    [one] 1 keer geopend
   *[other] { $count } keer geopend
}
own-share-live = kan geopend worden
own-share-unfinished = niet af
own-share-over = afgelopen
own-share-erased = gewist
signed-in-as = U bent ingelogd.
sign-out = Uitloggen
purpose-label = Waarvoor het is

## Sharing
share-title = Veilig bestanden versturen
share-lead = Uw bestanden gaan in deze browser op slot voordat ze weggaan. Wij kunnen ze niet lezen.
share-note = Uw bestanden worden gewist als de link afloopt, of eerder, als u ze intrekt. Wie ze ontvangt, heeft geen account nodig.
choose-files = Bestanden kiezen
take-photo = Foto maken
add-files = Bestanden toevoegen
drop-here = Sleep uw bestanden hierheen
choose-here = Wat wilt u versturen?
what-to-send = Foto’s, pdf’s, video’s, scans, samen tot { $size }
remove-file = { $name } weghalen
settings = Grenzen en bericht
from-label = Van
note-label = Bericht
optional = (niet verplicht)
lifetime-label = De link werkt
opens-label = Openen kan
opens-any = onbeperkt
opens-times = { $count ->
    [one] 1 keer
   *[other] { $count } keer
}
openings = { $count ->
    [one] 1 keer openen
   *[other] { $count } keer openen
}
openings-any = onbeperkt openen
lock = { $count ->
    [one] Op slot doen en link maken
   *[other] Op slot doen en links maken
}

## For whom
for-whom = Voor wie
recipient-label = Ontvanger
recipient-label-note = (alleen u ziet dit)
recipient-example = Dr. Jansen
recipient-number = Ontvanger { $number }
add-recipient = Nog een ontvanger toevoegen
change = Wijzigen
change-of = Wijzigen: { $name }
lock-label = Tweede slot
lock-none = geen
lock-code = code van 6 cijfers
lock-passphrase = wachtwoord
lock-birth = geboortedatum
lock-none-note = Wie de link heeft, kan de bestanden openen.
lock-code-note = U krijgt een code bij de link. Geef die telefonisch door, of in een ander soort bericht.
lock-passphrase-of = Wachtwoord
lock-passphrase-note = Minstens 6 tekens. Hoofdletters maken niet uit.
lock-birth-of = De geboortedatum van de ontvanger
lock-birth-note = Anderen weten die misschien ook: een code is veiliger.
view-only = Alleen bekijken, niet opslaan
view-only-honest = De pagina biedt dan niet aan om op te slaan of af te drukken. Niets kan een foto van het scherm voorkomen.
view-only-not-shown = { $name } kan waarschijnlijk niet in de pagina worden getoond. Wie alleen mag kijken, zou het niet kunnen openen.
only-to-look = alleen om te bekijken
own-limits = Andere grenzen voor deze ontvanger
bad-code = De code heeft zes cijfers.
bad-passphrase-short = Het wachtwoord heeft minstens 6 tekens.
bad-passphrase-long = Het wachtwoord is te lang.
bad-date = Vul dag, maand en jaar in, zoals in { $date }.
date-day = Dag
date-month = Maand
date-year = Jaar

## Sending
sending-title = Op slot doen en versturen
sending-begins = Bezig met voorbereiden…
sending-note = Laat dit tabblad open tot alles klaar is. U kunt intussen wel een ander bekijken.

## Sent
sent-title = Klaar om te versturen
sent-lead = { $count ->
    [one] Uw bestanden zitten op slot. Geef de link nu aan de persoon voor wie ze zijn.
   *[other] Uw bestanden zitten op slot. Geef nu elke link aan de persoon voor wie die is.
}
sent-lead-locked = 1. Verstuur de link. 2. Geef de code op een andere manier door.
link-title = De link
link-for = Link voor { $name }
link-warning = Wie de link heeft, kan de bestanden openen. Controleer het nummer of het adres voordat u hem verstuurt.
copy-link = Link kopiëren
lasts-openings = { $count ->
    [one] Kan 1 keer geopend worden, tot { $until }.
   *[other] Kan { $count } keer geopend worden, tot { $until }.
}
lasts-any = Kan geopend worden tot { $until }.
made-view-only = Wie hem opent, kan kijken, maar niet opslaan of afdrukken.
message-subject = Een beveiligde link voor u
message-text =
    Goedendag, hier is een beveiligde link voor u: { $link }
    U opent hem in elke browser, zonder app en zonder account.
message-text-locked =
    Goedendag, hier is een beveiligde link voor u: { $link }
    U opent hem in elke browser, zonder app en zonder account. De code krijgt u apart.
message-text-birth =
    Goedendag, hier is een beveiligde link voor u: { $link }
    U opent hem in elke browser, zonder app en zonder account. Er wordt naar uw geboortedatum gevraagd.
code-title = Code, telefonisch of persoonlijk
passphrase-title = Wachtwoord, telefonisch of persoonlijk
code-note = { $count ->
    [one] Nooit in hetzelfde bericht als de link. Na 1 verkeerde poging wordt de link geblokkeerd.
   *[other] Nooit in hetzelfde bericht als de link. Na { $count } verkeerde pogingen wordt de link geblokkeerd.
}
birth-title = De link vraagt naar de geboortedatum
birth-note = { $count ->
    [one] Schrijf die niet in het bericht met de link. Na 1 verkeerde poging wordt de link geblokkeerd.
   *[other] Schrijf die niet in het bericht met de link. Na { $count } verkeerde pogingen wordt de link geblokkeerd.
}
copy-code = Code kopiëren
copy-passphrase = Wachtwoord kopiëren
code-subject = Uw code
code-message = Goedendag, dit is de code waar u om gevraagd wordt: { $code }
passphrase-message = Goedendag, dit is het wachtwoord waar u om gevraagd wordt: { $passphrase }
other-way = De manier waarop u de link hebt verstuurd, staat hier niet bij. Kies een andere.
share-sheet = Delen…
by-whatsapp = WhatsApp
by-sms = Sms
by-mail = E-mail
by-qr = QR-code
qr-label = De link als QR-code
qr-note = Richt de camera van de andere telefoon erop. Wie de code kan zien, kan de bestanden openen.
keep-title = Bewaar dit voor uzelf
manage-link-title = Uw eigen link
manage-link-note = Hiermee ziet u wie de bestanden heeft geopend en kunt u ze intrekken. Geef hem niet door en bewaar hem goed: niemand kan hem u nog eens geven.
open-manage = Openen
copy-manage = Kopiëren
keep-here = Onthoud op dit apparaat wat ik verstuur
keep-here-note = Alleen op een apparaat van uzelf: wie deze browser gebruikt, kan dan beheren wat u hebt verstuurd.
keep-here-impossible = Deze browser onthoudt niets voor deze pagina. Kopieer de link hierboven.
kept-here-note = Op slot onthouden in deze browser. Als u het uitzet, wordt hier alles vergeten.
mine-title = Verstuurd vanaf dit apparaat
mine-lead = Deze browser onthoudt het voor u. Hier vergeten trekt niets in: de links blijven werken.
mine-none = Hier is niets onthouden
mine-none-lead = Na het versturen kunt u kiezen dat dit apparaat onthoudt wat u hebt verstuurd.
forget = Vergeten
forget-of = { $name } vergeten
forget-all = Alles vergeten
send-again = Nog iets versturen

## Opening
open-title = Er is u iets toegestuurd
open-lead = Het is op het apparaat van de afzender op slot gedaan, en alleen deze link opent het.
open-lead-from = Het komt van iemand bij { $site }. Het is op het apparaat van de afzender op slot gedaan, en alleen deze link opent het.
open-lead-locked = Het is op het apparaat van de afzender op slot gedaan. Alleen deze link opent het, samen met wat u is verteld of wat u weet.
open-lead-locked-from = Het komt van iemand bij { $site } en is op het apparaat van de afzender op slot gedaan. Alleen deze link opent het, samen met wat u is verteld of wat u weet.
open = Openen
opening = Wordt geopend…
enter-code = De code die u hebt gekregen
enter-passphrase = Het wachtwoord dat u hebt gekregen
enter-birth = Uw geboortedatum
show = Tonen
checking = Wordt gecontroleerd. Dat duurt met opzet even: zo kan niemand snel raden.
wrong-code = Dit is niet de code.
wrong-passphrase = Dit is niet het wachtwoord.
wrong-birth = Dit is niet de geboortedatum waar de link om vraagt.
tries-left = { $count ->
    [0] Geen pogingen meer over.
    [one] Nog 1 poging.
   *[other] Nog { $count } pogingen.
}
open-note = Geen account, geen app. Er blijft niets op dit apparaat achter, behalve wat u zelf opslaat.
open-view-only = U kunt het hier bekijken. De afzender biedt niet aan om het op te slaan of af te drukken.
open-note-view-only = Geen account, geen app. Er blijft niets op dit apparaat achter.
key-in-path = Deze link is onderweg veranderd
key-in-path-what = Waarschijnlijk heeft uw e-mailprogramma of de virusscanner daarvan hem herschreven, en zo hebben andere computers de sleutel gezien. U kunt hem toch openen. Wilt u liever zekerheid? Vraag de afzender dan om een nieuwe link, per sms of chat.
opened-note = Er blijft niets op dit apparaat achter, behalve wat u zelf opslaat.
opened-view-only = U kunt kijken, maar niet opslaan of afdrukken: zo heeft de afzender het gekozen. Er blijft niets op dit apparaat achter.
from-person = Van
remains-now = Dit was de laatste keer. Sla op wat u nodig hebt voordat u de pagina sluit.
remains-now-view-only = Dit was de laatste keer. Bekijk alles voordat u de pagina sluit.
remains-openings = { $count ->
    [one] Kan nog 1 keer geopend worden, tot { $until }.
   *[other] Kan nog { $count } keer geopend worden, tot { $until }.
}
remains-any = Kan weer geopend worden tot { $until }.
save = Opslaan
save-file = { $name } opslaan
save-all = Alle bestanden opslaan
saving = Bezig met opslaan
save-in-memory = Dit bestand is groot voor deze browser. Lukt het opslaan niet, open de link dan op een computer.
saved = Opgeslagen
look-at = { $name } bekijken
text-of = Tekst van { $name }
preview-failed = Het voorbeeld kon niet worden geladen.
hidden = Afgedekt, om te beschermen wat is verstuurd
hidden-what = Hier is een tijdje niets gedaan. Alles is er nog voor u.
show-again = Weer tonen
look = Bekijken
not-shown-unknown = Dit soort bestand wordt hier niet getoond
not-shown-unknown-what-to-do = U kunt het opslaan en openen met een programma dat het kent.
not-shown-lies = Dit bestand is niet wat zijn naam zegt
not-shown-lies-what-to-do = Sla het alleen op en open het alleen als u het verwachtte. Twijfelt u, vraag het dan aan de afzender.
not-shown-broken = Dit bestand kan niet worden getoond
not-shown-broken-what-to-do = Misschien is het beschadigd, of kent deze browser de soort niet. U kunt het toch opslaan.
not-shown-too-large = Dit bestand is te groot om hier te tonen
not-shown-too-large-what-to-do = U kunt het opslaan en op uw apparaat bekijken.
pdf-locked = Dit pdf-bestand vraagt om een eigen wachtwoord
save-still = U kunt het toch opslaan.
view-only-no-way = U kunt het alleen bekijken, niet opslaan. Vraag de afzender om een link waarmee u het kunt opslaan.
picture-tools = Grootte en draaien
larger = Groter
smaller = Kleiner
turn = Naar rechts draaien
full-screen = Volledig scherm
picture-reduced = Kleiner getoond dan het is verstuurd ({ $width } × { $height }).
picture-reduced-save = Sla het op om elk detail te zien.
pages-count = { $count ->
    [one] 1 pagina
   *[other] { $count } pagina’s
}
page-number = Pagina { $number }
page-failed = Deze pagina kan niet worden getoond.
page-failed-save = U kunt het bestand toch opslaan.
print = Afdrukken
print-preparing = Pagina { $number } van { $count } wordt voorbereid
print-failed = Afdrukken lukt hier niet. Sla het bestand op en druk het af vanaf uw apparaat.
archive-name = Bestanden.zip
viewer = Weergave
viewer-position = { $number } van { $count }
previous = Vorige
next = Volgende

## Managing
manage-title = Wat er met uw bestanden is gebeurd
manage-heading = { $count ->
    [one] 1 bestand, verstuurd: { $day }
   *[other] { $count } bestanden, verstuurd: { $day }
}
manage-heading-erased = Verstuurd: { $day }, daarna gewist
erased-by = Wordt uiterlijk gewist: { $day }
erased-at = Gewist: { $moment }
recipients = Ontvangers
link-unnamed = De link die u verstuurde
opens-of = { $opens } van de { $max } keer geopend
opens-so-far = { $opens ->
    [0] nog niet geopend
    [one] 1 keer geopend
   *[other] { $opens } keer geopend
}
until = tot { $moment }
ended = afgelopen: { $moment }
state-waiting = wacht
state-opened = geopend
state-expired = tijd voorbij
state-exhausted = opgebruikt
state-revoked = ingetrokken
state-locked = geblokkeerd
log-title = Wat er is gebeurd
log-intact = logboek klopt
log-broken = logboek veranderd
log-broken-title = Vanaf regel { $line } klopt dit logboek niet meer
log-broken-what = Op de server zijn regels veranderd, weggehaald of verwisseld nadat ze waren geschreven. Meld het aan de beheerder van deze dienst en ga niet af op wat hieronder staat.
more-lines = { $count ->
    [one] Nog 1 regel tonen
   *[other] Nog { $count } regels tonen
}
event-created = Het versturen begon
event-sealed = Verstuurd: het kan nu geopend worden
event-link-added = { $name ->
    [0] Er is een link bij gekomen
   *[other] Er is een link voor { $name } bij gekomen
}
event-landing = { $name ->
    [0] De pagina van de link is geopend; er is nog niets getoond
   *[other] De pagina van de link voor { $name } is geopend; er is nog niets getoond
}
event-opened = { $name ->
    [0] De link is geopend
   *[other] Geopend met de link voor { $name }
}
event-refused = { $name ->
    [0] De link is geprobeerd met een code of sleutel die niet past
   *[other] De link voor { $name } is geprobeerd met een code of sleutel die niet past
}
event-locked = { $name ->
    [0] U hebt de link geblokkeerd
   *[other] U hebt de link voor { $name } geblokkeerd
}
event-locked-tries = { $name ->
    [0] De link is geblokkeerd na te veel verkeerde pogingen
   *[other] De link voor { $name } is geblokkeerd na te veel verkeerde pogingen
}
event-unlocked = { $name ->
    [0] U hebt de link weer vrijgegeven
   *[other] U hebt de link voor { $name } weer vrijgegeven
}
event-viewed = { $name ->
    [0] { $file } is bekeken
   *[other] { $name } heeft { $file } bekeken
}
event-saved = { $name ->
    [0] { $file } is opgeslagen
   *[other] { $name } heeft { $file } opgeslagen
}
event-key-in-path = { $name ->
    [0] Een mailfilter heeft de link onderweg veranderd, en andere computers hebben zijn sleutel gezien
   *[other] Een mailfilter heeft de link voor { $name } onderweg veranderd, en andere computers hebben zijn sleutel gezien
}
event-extended = { $name ->
    [0] De link kreeg meer tijd, tot { $until }
   *[other] De link voor { $name } kreeg meer tijd, tot { $until }
}
event-shortened = { $name ->
    [0] De link kreeg minder tijd, tot { $until }
   *[other] De link voor { $name } kreeg minder tijd, tot { $until }
}
event-opens-raised = { $name ->
    [0] De link mag vaker geopend worden
   *[other] De link voor { $name } mag vaker geopend worden
}
event-opens-lowered = { $name ->
    [0] De link mag minder vaak geopend worden
   *[other] De link voor { $name } mag minder vaak geopend worden
}
event-revoked = { $name ->
    [0] U hebt de link ingetrokken
   *[other] U hebt de link voor { $name } ingetrokken
}
event-expired = { $name ->
    [0] De tijd van de link is voorbij
   *[other] De tijd van de link voor { $name } is voorbij
}
event-exhausted = { $name ->
    [0] De link is voor de laatste toegestane keer geopend
   *[other] De link voor { $name } is voor de laatste toegestane keer geopend
}
event-abandoned = Het versturen is gestopt
event-erased = Alles is gewist
save-csv = Opslaan als tabel (CSV)
save-json = Opslaan als JSON
as-it-is = zoals het nu is
from-now-time = Vanaf nu werkt de link nog
from-now-opens = Vanaf nu kan hij geopend worden
opens-more = { $count ->
    [one] nog 1 keer
   *[other] nog { $count } keer
}
save-changes = Wijzigingen opslaan
lock-now = Voorlopig blokkeren
unlock = Weer vrijgeven
reset-tries = Alle pogingen teruggeven
take-back = Deze link intrekken
take-back-what = Deze link werkt meteen niet meer, voor altijd. De andere links blijven werken. Wat iemand al heeft opgeslagen, blijft bij die persoon.
keep-link = Link houden
make-link = Link maken
erase = Intrekken en wissen
erase-question = Intrekken en wissen?
erase-what = De link werkt meteen niet meer en de bestanden worden van de server gewist. Wat iemand al heeft opgeslagen, blijft bij die persoon. Dit kan niet ongedaan worden gemaakt.
erase-now = Nu wissen
keep = Bestanden houden
show-receipt = Wisbewijs tonen
receipt-title = Gewist. Niemand kan de link nog openen.
receipt-when = Gewist
receipt-share = Kenmerk
receipt-hash = Controlegetal van het logboek
save-receipt = Wisbewijs opslaan

## What the server can and cannot see
about-title = Wat de server wel en niet ziet
about-lead = Uw browser doet de bestanden op slot voordat hij ze verstuurt. De sleutel zit in de link, in het deel na het teken #, dat browsers nooit naar een server sturen.
cannot-see = Dit ziet hij niet
cannot-see-files = wat er in uw bestanden staat
cannot-see-names = hoe ze heten en van welke soort ze zijn
cannot-see-words = uw naam en uw bericht
cannot-see-key = de sleutel, en dus niets waarmee ze open kunnen
can-see = Dit ziet hij wel
can-see-size = ongeveer hoeveel u in totaal verstuurt, naar boven afgerond
can-see-times = wanneer iets wordt verstuurd, geopend en gewist, en welk bestand, alleen met zijn nummer, is bekeken of opgeslagen; de afzender ziet deze lijst ook
can-see-limits = hoe lang en hoe vaak de link geopend mag worden
can-see-network = het netwerkadres van wie verstuurt en van wie opent, zoals elke website
about-how = Hoe het werkt
about-how-sending = Voor alles wat u verstuurt, maakt uw browser een nieuwe sleutel, doet daarmee de bestanden op slot (AES-256-GCM) en verstuurt alleen stukken die op slot zitten. Pas als die allemaal zijn aangekomen, kan er iets open.
about-how-opening = Wie de link opent, haalt de bestanden in de eigen browser van het slot. Als een chat- of mailprogramma alleen even naar de link kijkt, telt dat niet: het telt pas als iemand op ‘Openen’ drukt.
about-how-ending = Als de tijd voorbij is, de link vaak genoeg is geopend of u hem intrekt, worden de stukken gewist.
about-limits = Waartegen het niet beschermt
about-limits-link = Wie de link in handen krijgt, kan hem openen. Stuur hem naar de juiste persoon, op een manier die u vertrouwt.
about-limits-page = Ook de pagina zelf komt van deze server. Als iemand de macht over de server kreeg, kon die een pagina sturen die uw sleutel verklapt.
about-limits-copies = Wat iemand heeft geopend, kan die persoon opslaan, kopiëren of fotograferen. Intrekken bereikt die kopieën niet.

## Errors: links
error-link-no-key = Op deze pagina ontbreekt de sleutel
error-link-no-key-what-to-do = Tik nog eens op de link in uw bericht. Voor uw veiligheid wordt de sleutel niet bewaard als een pagina opnieuw wordt geladen. Hebt u de link overgetypt of gekopieerd? Let er dan op dat hij heel is, met alles na het teken #.
error-link-cut-short = De link is niet compleet
error-link-cut-short-what-to-do = Het einde ontbreekt. Ga terug naar het bericht en tik daar op de link, of kopieer hem helemaal. Is hij daar ook niet compleet, vraag de afzender dan om hem nog eens te sturen.
error-link-altered = De link is onderweg veranderd
error-link-altered-what-to-do = Een of meer tekens kloppen niet. Ga terug naar het bericht en tik daar op de link. Helpt dat niet, vraag de afzender dan om hem nog eens te sturen.
error-link-newer = De link is van een nieuwere soort
error-link-newer-what-to-do = Laad deze pagina opnieuw. Helpt dat niet, vraag de afzender dan om de link nog eens te sturen.
error-link-unreadable = Dit is geen hele link
error-link-unreadable-what-to-do = Ga terug naar het bericht en tik daar op de link, of kopieer hem helemaal.
error-page-not-found = Op dit adres staat niets
error-page-not-found-what-to-do = Controleer het adres. Heeft iemand u een link gestuurd, tik er dan in het bericht nog eens op.

## Errors: the browser
error-insecure = Deze pagina is niet via een beveiligde verbinding geopend
error-insecure-what-to-do = Browsers doen bestanden alleen op beveiligde pagina’s op slot en van het slot. Open het adres opnieuw met https:// aan het begin. Lukt dat niet, meld het dan aan de beheerder van deze dienst. Er is niets verstuurd.
error-no-cipher = Deze browser kan bestanden niet op slot doen of openen
error-no-cipher-what-to-do = Gebruik een recente versie van Chrome, Edge, Firefox of Safari, op een adres dat met https:// begint. Er is niets geteld en niets verloren.

## Errors: network and server
error-no-answer = De server geeft geen antwoord
error-no-answer-what-to-do = Controleer of u verbinding met internet hebt en probeer het dan opnieuw. Er is niets verloren.
error-server = Er ging iets mis op de server
error-server-what-to-do = Probeer het over een paar minuten opnieuw. Gebeurt het weer, meld het dan aan de beheerder van deze dienst.
error-busy = De server heeft het nu te druk
error-busy-what-to-do = Wacht een minuut en probeer het opnieuw. Er is niets verloren.
error-too-many-requests = Te veel pogingen in korte tijd
error-too-many-requests-what-to-do = Wacht een paar minuten en probeer het opnieuw. Er is niets verloren. Misschien kwamen de pogingen van anderen op hetzelfde netwerk.
error-quota-exceeded = Er is geen ruimte om nog iets te versturen
error-quota-exceeded-what-to-do = Er is niets verstuurd. Wis wat niet meer nodig is, of vraag de beheerder van deze dienst om meer ruimte.
error-storage-full = De server heeft geen ruimte meer
error-storage-full-what-to-do = Er is niets verstuurd. Meld het aan de beheerder van deze dienst en probeer het later opnieuw.
error-forbidden = Deze link staat dat niet toe
error-forbidden-what-to-do = De sleutel erin past niet. Open de link opnieuw, precies zoals u hem kreeg of bewaarde.
error-sign-in-required = Log eerst in
error-sign-in-required-what-to-do = U blijft maar een bepaalde tijd ingelogd. Open de startpagina in een ander tabblad en log daar in; wat u hier koos, blijft staan. Probeer het daarna opnieuw.
error-not-allowed = Uw account staat dat niet toe
error-not-allowed-what-to-do = Hebt u het voor uw werk nodig, vraag het dan aan de beheerder van deze dienst.
error-sign-in-failed = Het inloggen is niet gelukt
error-sign-in-failed-what-to-do = Ga terug naar de startpagina en log nog een keer in. Gebeurt het weer, meld het dan aan de beheerder van deze dienst.
error-invite-over = Deze uitnodiging kan niet worden gebruikt
error-invite-over-what-to-do = De uitnodiging is al gebruikt, verlopen of ingetrokken, of er ontbreekt een deel van de link. Vraag een nieuwe aan degene die u de uitnodiging stuurde.
error-cancelled = Geannuleerd
error-cancelled-what-to-do = U kunt opnieuw beginnen wanneer u wilt.

## Errors: sending
error-no-files = Er is geen bestand gekozen
error-no-files-what-to-do = Kies minstens één bestand.
error-too-many-files = Dit zijn te veel bestanden voor één link
error-too-many-files-what-to-do = Haal er een paar weg en verstuur die met een tweede link, of zet ze eerst samen in één zipbestand.
error-too-large = Samen zijn de bestanden te groot
error-too-large-what-to-do = Haal er een paar weg en verstuur die met een tweede link. Er is nog niets verstuurd.
error-limit-not-allowed = De server staat deze grenzen niet toe
error-limit-not-allowed-what-to-do = Kies een kortere tijd of minder keer openen. Wat u hebt gekozen, staat er nog.
error-factor-required = Er is een tweede slot nodig
error-factor-required-what-to-do = Uw organisatie vraagt bij elke link om een code of een wachtwoord. Voeg er een toe. Wat u hebt gekozen, staat er nog.
error-purpose-required = Vul in waarvoor het is
error-purpose-required-what-to-do = Uw organisatie vraagt om een doel bij alles wat wordt verstuurd. Alleen de ontvanger kan het lezen. Wat u hebt gekozen, staat er nog.
error-not-confirmed = De server heeft het slot niet bevestigd
error-not-confirmed-what-to-do = Daarom is er geen link gemaakt, en wat was verstuurd, is gewist. Probeer het opnieuw. Gebeurt het weer, meld het dan aan de beheerder van deze dienst.
error-file-changed = Een bestand is veranderd of niet meer te lezen
error-file-changed-what-to-do = Misschien is het opnieuw opgeslagen, verplaatst of verwijderd nadat u het koos. Haal het uit de lijst, kies het opnieuw en probeer het nog eens.
error-folder = Mappen kunnen niet worden verstuurd
error-folder-what-to-do = Kies de bestanden in de map, of zet de map eerst in één zipbestand.
error-shared-lost = Wat u deelde, is niet aangekomen
error-shared-lost-what-to-do = Kies het hier nog een keer. Er is niets verstuurd.

## Errors: opening
error-expired = De tijd van deze link is voorbij
error-expired-what-to-do = De bestanden zijn gewist, om ze te beschermen. Hebt u ze nog nodig, vraag de afzender dan om een nieuwe link.
error-exhausted = Deze link is zo vaak geopend als mocht
error-exhausted-what-to-do = Hebt u hem niet zelf geopend, zeg het dan tegen de afzender: die kan zien wanneer dat was. Vraag om een nieuwe link als u de bestanden nog nodig hebt.
error-revoked = De afzender heeft dit ingetrokken
error-revoked-what-to-do = De bestanden zijn hier niet meer. Hebt u ze nog nodig, vraag het dan aan de afzender.
error-unknown-link = Deze link leidt nergens naartoe
error-unknown-link-what-to-do = Misschien is hij al een tijd afgelopen, of klopt een teken niet. Tik nog eens op de link in uw bericht, of vraag de afzender om een nieuwe.
error-unknown-share = Achter deze link zit niets
error-unknown-share-what-to-do = Misschien is alles al een tijd geleden gewist, of klopt een teken van de link niet. Open hem opnieuw, precies zoals u hem bewaarde.
error-wrong-proof = De sleutel in deze link past niet
error-wrong-proof-what-to-do = Waarschijnlijk is een deel van de link onderweg veranderd. Tik nog eens op de link in uw bericht, of vraag de afzender om hem nog eens te sturen. Het is niet als openen geteld.
error-wrong-factor = Zo gaat het niet open
error-wrong-factor-what-to-do = Controleer wat u is verteld en probeer het opnieuw. Het is niet als openen geteld.
error-locked = Deze link is geblokkeerd
error-locked-what-to-do = De afzender heeft hem geblokkeerd, of dat gebeurde vanzelf na een paar verkeerde pogingen, om de bestanden te beschermen. Bel de afzender of het ziekenhuis: daar kan men hem weer vrijgeven. Er is niets verloren.
error-lease-over = De tijd om dit te bekijken is voorbij
error-lease-over-what-to-do = Tik nog eens op de link in uw bericht om hem opnieuw te openen, als dat nog mag.
error-damaged = Wat aankwam, is niet wat werd verstuurd
error-damaged-what-to-do = Het is onderweg veranderd of beschadigd, en wordt daarom niet getoond. Vraag de afzender om het nog eens te sturen en meld het aan de beheerder van deze dienst.
error-newer-version = Dit is met een nieuwere versie gemaakt
error-newer-version-what-to-do = Laad de pagina opnieuw door nog eens op de link in uw bericht te tikken. Helpt dat niet, meld het dan aan de beheerder van deze dienst.
error-cannot-save = Het bestand kon niet worden opgeslagen
error-cannot-save-what-to-do = Misschien is er te weinig ruimte op dit apparaat, of is opslaan niet toegestaan. Maak wat ruimte of neem een andere browser, en probeer het dan opnieuw. Apps zoals Instagram of Facebook laten in hun eigen browser vaak geen opslaan toe: ga terug naar het bericht, kopieer de link en plak die in Chrome, Firefox of Safari. Dat telt als nog een opening.
