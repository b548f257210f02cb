# The words of Phial in English.
# To a person: "locked", "link", "take back"; not "encrypted", "URL", "token", "revoke".
# An error says what happened; its "-what-to-do" says what to do next, kindly.

## The frame
# The name of this language, in itself.
language-name = English
language-label = Language
language-failed = This language could not be loaded. Please try again.
site-what = Secure file sharing
skip-to-content = Skip to the content
about-link = What the server can and cannot see
to-start = Go to the start page
try-again = Try again
cancel = Cancel
close = Close
one-moment = One moment…
copied = Copied
copy-by-hand = Selected: now copy it
files = Files
files-count = { $count ->
    [one] 1 file
   *[other] { $count } files
}
more-files = { $count ->
    [one] Show 1 more file
   *[other] Show more files ({ $count } left)
}
file-number = file { $number }

## Before the page has come, and when it cannot. Said by the document and its first script.
boot-title = Secure file sharing
boot-moment = One moment…
boot-slow = This is taking longer than usual. Please wait a little, or check your connection to the internet.
boot-again = Try again
boot-network = The page did not arrive completely
boot-network-what = Please check that you are connected to the internet, then try again. Nothing is lost, and no opening was counted.
boot-old = This browser cannot show the page
boot-old-what = It is too old, or something that the page needs is switched off in it. Please open the same address in another browser: copy it here, start an up-to-date Chrome, Edge, Firefox or Safari, and paste it into the address bar at the top. Nothing is lost, and no opening was counted.
boot-address = The address of this page
boot-copy = Copy the address
boot-copied = Copied
boot-failed = This page could not start
boot-failed-what = Please try again. If that does not help, open the address in another up-to-date browser. Nothing is lost, and no opening was counted.
boot-no-script = This page locks and unlocks files inside your browser, and needs JavaScript for that. Please allow JavaScript for this site in the settings of your browser, then reload the page.
boot-nothing = Does nothing appear? Please reload this page.
boot-full = Very many people are here at the moment
boot-full-what = Please wait a minute, then try again. Nothing is lost, and no opening was counted.
boot-full-again = This page tries again by itself.

## Is it genuine? Who sends and who receives see the same two words: an animal and a thing. The lists are the same in all languages, word for
## word and in the same order, 64 in each. A word is short, easily said and spelled, and hurts nobody.
check-title = Is it really from us?
check-call = Call { $telephone } and ask for the two words. They should be:
check-ask = Ask the person who sent you the link for the two words. They should be:
check-other-number = If you know another number of ours, call that one instead.
check-tell = If they ask you whether it is really from you, tell them these two words:
check-words = Two words: { $words }
call = Call
call-for-help = If you get stuck: { $telephone }
site-web = About { $site }
network-away = You are offline. When the network is back, it goes on from here.
check-animals =
    albatross bear bee bison canary cat chameleon condor cricket crocodile deer dolphin dragonfly duck eagle falcon flamingo
    fox gazelle gecko giraffe hamster hare hedgehog heron herring horse iguana jaguar kangaroo koala leopard lion lizard
    llama lynx marmot moose octopus ostrich otter owl panda parrot pelican penguin pony puma reindeer salmon sardine seagull
    snail squirrel swan tapir tiger toucan trout tuna turtle unicorn wolf zebra
check-things =
    amber anchor apple apricot bamboo boat bridge cactus castle chestnut cinnamon clock compass copper crystal diamond drum
    flute forest fountain garden ginger guitar harbour hat island jasmine lake lavender leaf lemon lighthouse mango marble
    meadow mirror moon mountain nest ocean olive pearl pencil piano pineapple planet pumpkin raspberry river rose saffron
    silver snow spoon star tower tree tulip valley vanilla velvet violin volcano waterfall

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
    [one] 1 second left
   *[other] { $count } seconds left
}
left-minutes = { $count ->
    [one] 1 minute left
   *[other] { $count } minutes left
}
left-hours = { $count ->
    [one] 1 hour left
   *[other] { $count } hours left
}
lifetime-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
lifetime-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
lifetime-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
date-today = today
date-yesterday = yesterday
date-tomorrow = tomorrow
date-and-time = { $day }, { $time }
progress-waiting = Waiting for the network. It goes on by itself.

## Signing in
sign-in-title = Who is sending?
sign-in-lead = { $site } lets only its own people send from here. Whoever receives your files needs no account.
sign-in = Sign in with { $site }
sign-in-invite = To send, you need an invitation
sign-in-invite-lead = Ask your IT department for an invitation link, and open it once in this browser. Whoever receives your files needs no account.
sign-in-privacy = This page learns that you may send, not your name.
join-title = You are invited to send files
join-lead = Join once in this browser. There is no password: the browser remembers that you may send.
join-privacy = The server keeps no name, no e-mail address and no phone number of you.
join = Join
signing-in = Signing in…
own-shares = What you have sent
own-shares-lead = Times and states only: the server knows no names and no contents. To see more, open your own link, which you were given when you sent it.
own-shares-none = You have sent nothing yet.
own-shares-more = Show more
own-share-sent = Sent { $moment }
own-share-begun = Begun { $moment }
own-share-links = { $count ->
    [one] 1 link
   *[other] { $count } links
}
own-share-opens = { $count ->
    [0] not opened
    [one] opened once
   *[other] opened { $count } times
}
own-share-live = can be opened
own-share-unfinished = not finished
own-share-over = over
own-share-erased = erased
signed-in-as = You are signed in.
sign-out = Sign out
purpose-label = What it is for

## Sharing
share-title = Send files securely
share-lead = They are locked in this browser before they leave it. We cannot read them.
share-note = Your files are erased when the link ends, or earlier when you take them back. Whoever receives them needs no account.
choose-files = Choose files
take-photo = Take a photo
add-files = Add files
drop-here = Drop files here
choose-here = What would you like to send?
what-to-send = Photos, PDF, video, scans, up to { $size } together
remove-file = Remove { $name }
settings = Limits and message
from-label = From
note-label = Message
optional = (optional)
lifetime-label = The link works for
opens-label = It can be opened
opens-any = no limit
opens-times = { $count ->
    [one] once
   *[other] { $count } times
}
openings = { $count ->
    [one] 1 opening
   *[other] { $count } openings
}
openings-any = any number of openings
lock = { $count ->
    [one] Lock and get the link
   *[other] Lock and get the links
}

## For whom
for-whom = For whom
recipient-label = Recipient
recipient-label-note = (only you see this)
recipient-example = Dr Rossi
recipient-number = Recipient { $number }
add-recipient = Add another recipient
change = Change
change-of = Change: { $name }
lock-label = Second lock
lock-none = none
lock-code = 6-digit code
lock-passphrase = password
lock-birth = date of birth
lock-none-note = Whoever has the link can open the files.
lock-code-note = You get a code with the link. Tell it by phone, or in another kind of message.
lock-passphrase-of = Password
lock-passphrase-note = At least 6 characters. Capital letters do not matter.
lock-birth-of = The recipient’s date of birth
lock-birth-note = Others may know it too: a code is safer.
view-only = They can look, but not save
view-only-honest = The page then offers neither to save nor to print. Nothing can prevent a photograph of the screen.
view-only-not-shown = { $name } can probably not be shown in the page. Whoever may only look could not open it.
only-to-look = only to look
own-limits = Other limits for this recipient
bad-code = The code has six digits.
bad-passphrase-short = The password has at least 6 characters.
bad-passphrase-long = The password is too long.
bad-date = Please enter day, month and year, as in { $date }.
date-day = Day
date-month = Month
date-year = Year

## Sending
sending-title = Locking and sending
sending-begins = Getting ready…
sending-note = Keep this tab open until it is done. You can look at another one meanwhile.

## Sent
sent-title = Ready to send
sent-lead = { $count ->
    [one] Your files are locked. Now give the link to the person they are for.
   *[other] Your files are locked. Now give each link to the person it is for.
}
sent-lead-locked = 1. Send the link. 2. Tell the code in another way.
link-title = The link
link-for = Link for { $name }
link-warning = Whoever has the link can open the files. Check the number or the address before you send it.
copy-link = Copy link
lasts-openings = { $count ->
    [one] Can be opened once, until { $until }.
   *[other] Can be opened { $count } times, until { $until }.
}
lasts-any = Can be opened until { $until }.
made-view-only = Whoever opens it can look, but not save or print.
message-subject = A secure link for you
message-text =
    Hello, here is a secure link for you: { $link }
    It opens in any browser, without an app or an account.
message-text-locked =
    Hello, here is a secure link for you: { $link }
    It opens in any browser, without an app or an account. You will get the code for it separately.
message-text-birth =
    Hello, here is a secure link for you: { $link }
    It opens in any browser, without an app or an account. It will ask for your date of birth.
code-title = Code, by phone or in person
passphrase-title = Password, by phone or in person
code-note = { $count ->
    [one] Never in the same message as the link. After 1 wrong try the link is locked.
   *[other] Never in the same message as the link. After { $count } wrong tries the link is locked.
}
birth-title = The link asks for the date of birth
birth-note = { $count ->
    [one] Do not write it in the message with the link. After 1 wrong try the link is locked.
   *[other] Do not write it in the message with the link. After { $count } wrong tries the link is locked.
}
copy-code = Copy code
copy-passphrase = Copy password
code-subject = Your code
code-message = Hello, this is the code that you will be asked for: { $code }
passphrase-message = Hello, this is the password that you will be asked for: { $passphrase }
other-way = The way you sent the link is not offered here. Please use another one.
share-sheet = Share…
by-whatsapp = WhatsApp
by-sms = SMS
by-mail = E-mail
by-qr = QR code
qr-label = The link as a QR code
qr-note = Point the camera of the other phone at it. Whoever can see it can open the files.
keep-title = Keep this for yourself
manage-link-title = Your own link
manage-link-note = See who opened the files, and take them back. Do not pass it on: nobody can give it to you again.
open-manage = Open
copy-manage = Copy
keep-here = Remember on this device what I send
keep-here-note = Only on a device of your own: whoever uses this browser can then manage what you sent.
keep-here-impossible = This browser remembers nothing for this page. Copy the link above.
kept-here-note = Remembered, locked, in this browser. Switch it off and everything is forgotten here.
mine-title = Sent from this device
mine-lead = This browser remembers it for you. Forgetting here takes nothing back: the links keep working.
mine-none = Nothing is remembered here
mine-none-lead = After sending you can choose that this device remembers what you sent.
forget = Forget
forget-of = Forget { $name }
forget-all = Forget all
send-again = Send something else

## Opening
open-title = You have been sent something
open-lead = It was locked on the sender’s device, and only this link opens it.
open-lead-from = From a person at { $site }. It was locked on their device, and only this link opens it.
open-lead-locked = It was locked on the sender’s device. Only this link opens it, together with what you were told or what you know.
open-lead-locked-from = From a person at { $site }. It was locked on their device. Only this link opens it, together with what you were told or what you know.
open = Open
opening = Opening…
enter-code = The code that you were told
enter-passphrase = The password that you were told
enter-birth = Your date of birth
show = Show
checking = Checking. It takes a moment on purpose: nobody can guess quickly.
wrong-code = This is not the code.
wrong-passphrase = This is not the password.
wrong-birth = This is not the date of birth that the link asks for.
tries-left = { $count ->
    [0] No tries left.
    [one] 1 try left.
   *[other] { $count } tries left.
}
open-note = No account, no app. Nothing stays on this device unless you save it.
open-view-only = You can look at it here. The sender does not offer to save or print it.
open-note-view-only = No account, no app. Nothing stays on this device.
key-in-path = This link was changed on its way
key-in-path-what = Your e-mail program or its virus check has probably rewritten it, so other computers have seen its key. You can still open it. If you would rather be sure, ask the sender for a new link by text message or chat.
opened-note = Nothing stays on this device unless you save it.
opened-view-only = You can look, but not save or print: the sender has chosen that. Nothing stays on this device.
from-person = From
remains-now = This was the last opening. Save what you need before you close the page.
remains-now-view-only = This was the last opening. Look at everything before you close the page.
remains-openings = { $count ->
    [one] Can be opened once more, until { $until }.
   *[other] Can be opened { $count } more times, until { $until }.
}
remains-any = Can be opened again until { $until }.
save = Save
save-file = Save { $name }
save-all = Save all files
saving = Saving
save-in-memory = This file is large for this browser. If saving does not work, open the link on a computer.
saved = Saved
look-at = Look at { $name }
text-of = Text of { $name }
preview-failed = The preview could not be loaded.
hidden = Hidden, to protect what was sent
hidden-what = Nothing was done here for a while. It is still here for you.
show-again = Show it again
look = Look
not-shown-unknown = This kind of file is not shown here
not-shown-unknown-what-to-do = You can save it, and open it with a program that knows it.
not-shown-lies = This file is not what its name says
not-shown-lies-what-to-do = Save and open it only if you expected it. If you are in doubt, ask the sender.
not-shown-broken = This file cannot be shown
not-shown-broken-what-to-do = It may be damaged, or of a kind that this browser does not know. You can still save it.
not-shown-too-large = This file is too large to be shown here
not-shown-too-large-what-to-do = You can save it, and look at it on your device.
pdf-locked = This PDF file asks for a password of its own
save-still = You can still save it.
view-only-no-way = The sender lets you look, but not save. Please ask them for a link by which you can save it.
picture-tools = Size and turning
larger = Larger
smaller = Smaller
turn = Turn to the right
full-screen = Full screen
picture-reduced = Shown smaller than it was sent ({ $width } × { $height }).
picture-reduced-save = Save it to see every detail.
pages-count = { $count ->
    [one] 1 page
   *[other] { $count } pages
}
page-number = Page { $number }
page-failed = This page cannot be shown.
page-failed-save = You can still save the file.
print = Print
print-preparing = Preparing page { $number } of { $count }
print-failed = It cannot be printed here. Save the file, and print it on your device.
archive-name = Files.zip
viewer = Viewer
viewer-position = { $number } of { $count }
previous = Previous
next = Next

## Managing
manage-title = What happened to your files
manage-heading = { $count ->
    [one] 1 file, sent { $day }
   *[other] { $count } files, sent { $day }
}
manage-heading-erased = Sent { $day }, then erased
erased-by = Erased by { $day } at the latest
erased-at = Erased { $moment }
recipients = Recipients
link-unnamed = The link you sent
opens-of = { $opens } of { $max } openings used
opens-so-far = { $opens ->
    [0] not opened yet
    [one] opened once
   *[other] opened { $opens } times
}
until = until { $moment }
ended = ended { $moment }
state-waiting = waiting
state-opened = opened
state-expired = time is over
state-exhausted = all openings used
state-revoked = taken back
state-locked = locked
log-title = What happened
log-intact = log intact
log-broken = log changed
log-broken-title = This log does not hold together from line { $line } on
log-broken-what = Lines were changed, removed or exchanged on the server after they were written. Tell whoever runs this service, and do not rely on what is below.
more-lines = { $count ->
    [one] Show 1 more line
   *[other] Show { $count } more lines
}
event-created = Sending began
event-sealed = Sent: it can be opened now
event-link-added = { $name ->
    [0] A link was added
   *[other] A link for { $name } was added
}
event-landing = { $name ->
    [0] The page of the link was opened; nothing was shown yet
   *[other] The page of the link for { $name } was opened; nothing was shown yet
}
event-opened = { $name ->
    [0] The link was opened
   *[other] Opened from the link for { $name }
}
event-refused = { $name ->
    [0] The link was tried with a code or key that does not fit
   *[other] The link for { $name } was tried with a code or key that does not fit
}
event-locked = { $name ->
    [0] You locked the link
   *[other] You locked the link for { $name }
}
event-locked-tries = { $name ->
    [0] The link was locked after too many wrong tries
   *[other] The link for { $name } was locked after too many wrong tries
}
event-unlocked = { $name ->
    [0] You unlocked the link
   *[other] You unlocked the link for { $name }
}
event-viewed = { $name ->
    [0] { $file } was looked at
   *[other] { $name } looked at { $file }
}
event-saved = { $name ->
    [0] { $file } was saved
   *[other] { $name } saved { $file }
}
event-key-in-path = { $name ->
    [0] A mail scanner changed the link on its way, and other computers have seen its key
   *[other] A mail scanner changed the link for { $name } on its way, and other computers have seen its key
}
event-extended = { $name ->
    [0] The link was given more time, until { $until }
   *[other] The link for { $name } was given more time, until { $until }
}
event-shortened = { $name ->
    [0] The link was given less time, until { $until }
   *[other] The link for { $name } was given less time, until { $until }
}
event-opens-raised = { $name ->
    [0] The link was given more openings
   *[other] The link for { $name } was given more openings
}
event-opens-lowered = { $name ->
    [0] The link was given fewer openings
   *[other] The link for { $name } was given fewer openings
}
event-revoked = { $name ->
    [0] You took the link back
   *[other] You took the link for { $name } back
}
event-expired = { $name ->
    [0] The link’s time ran out
   *[other] The time of the link for { $name } ran out
}
event-exhausted = { $name ->
    [0] The last opening was used
   *[other] The last opening of the link for { $name } was used
}
event-abandoned = Sending was given up
event-erased = Everything was erased
save-csv = Save as a table (CSV)
save-json = Save as JSON
as-it-is = as it is
from-now-time = From now on, the link works for
from-now-opens = From now on, it can be opened
opens-more = { $count ->
    [one] once more
   *[other] { $count } more times
}
save-changes = Save the changes
lock-now = Lock for now
unlock = Unlock
reset-tries = Give all tries back
take-back = Take this link back
take-back-what = This link stops working at once, and for ever. The other links go on. What somebody has already saved stays with them.
keep-link = Keep the link
make-link = Make the link
erase = Take back and erase
erase-question = Take back and erase?
erase-what = The link stops working at once, and the files are deleted from the server. What somebody has already saved stays with them. This cannot be undone.
erase-now = Erase now
keep = Keep the files
show-receipt = Show the receipt
receipt-title = Erased. Nobody can open the link any more.
receipt-when = Erased
receipt-share = Reference number
receipt-hash = Check value of the log
save-receipt = Save the receipt

## What the server can and cannot see
about-title = What the server can and cannot see
about-lead = Your browser locks the files before it sends them. The key is in the link, in the part after the # sign, which browsers never send to a server.
cannot-see = It cannot see
cannot-see-files = what is in your files
cannot-see-names = what they are called, and of what kind they are
cannot-see-words = your name and your message
cannot-see-key = the key, and so nothing that could open them
can-see = It can see
can-see-size = about how much you send in total, rounded up
can-see-times = when something is sent, opened and erased, and which file, by its number, was looked at or saved; the sender sees this list too
can-see-limits = how long and how often the link may be opened
can-see-network = the network address of who sends and who opens, as any website can
about-how = How it works
about-how-sending = Your browser makes a new key for everything you send, locks the files with it (AES-256-GCM), and sends only locked pieces. Nothing can be opened before all of them have arrived.
about-how-opening = Whoever opens the link unlocks the files in their own browser. Looking at the link, as chat and mail programs do, counts nothing: only a press on “Open” does.
about-how-ending = When the time is over, all openings are used, or you take it back, the locked pieces are deleted.
about-limits = What it does not protect from
about-limits-link = Whoever gets hold of the link can open it. Send it to the right person, by a way that you trust.
about-limits-page = The page itself comes from this server. If the server were taken over, it could send a page that gives your key away.
about-limits-copies = What somebody has opened they can save, copy or photograph. Taking back does not reach those copies.

## Errors: links
error-link-no-key = The key is missing from this page
error-link-no-key-what-to-do = Please tap the link in your message again. For your safety the key is not kept when a page is reloaded. If you typed or copied the link, make sure that it is whole, with everything after the # sign.
error-link-cut-short = The link is not complete
error-link-cut-short-what-to-do = Its end is missing. Go back to the message and tap the link there, or copy all of it. If it is broken there too, ask the sender to send it again.
error-link-altered = The link was changed on its way
error-link-altered-what-to-do = One or more characters are wrong. Go back to the message and tap the link there. If that does not help, ask the sender to send it again.
error-link-newer = The link is of a newer kind
error-link-newer-what-to-do = Please reload this page. If that does not help, ask the sender to send it again.
error-link-unreadable = This is not a whole link
error-link-unreadable-what-to-do = Go back to the message and tap the link there, or copy all of it.
error-page-not-found = There is nothing at this address
error-page-not-found-what-to-do = Please check the address. If somebody sent you a link, tap it in their message again.

## Errors: the browser
error-insecure = This page was not opened over a secure connection
error-insecure-what-to-do = Browsers lock and unlock files only on secure pages. Open the address again with https:// at its beginning. If that does not work, tell whoever runs this service. Nothing was sent.
error-no-cipher = This browser cannot lock or unlock files
error-no-cipher-what-to-do = Please use an up-to-date Chrome, Edge, Firefox or Safari, at an address that begins with https://. Nothing was counted or lost.

## Errors: network and server
error-no-answer = There is no answer from the server
error-no-answer-what-to-do = Please check that you are connected to the internet, then try again. Nothing is lost.
error-server = Something went wrong on the server
error-server-what-to-do = Please try again in a few minutes. If it happens again, tell whoever runs this service.
error-busy = The server has too much to do just now
error-busy-what-to-do = Please wait a minute and try again. Nothing is lost.
error-too-many-requests = Too many attempts in a short time
error-too-many-requests-what-to-do = Please wait a few minutes and try again. Nothing is lost. Others on the same network may have used up the attempts.
error-quota-exceeded = There is no room left to send more
error-quota-exceeded-what-to-do = Nothing was sent. Erase what is no longer needed, or ask whoever runs this service for more room.
error-storage-full = The server has no room left
error-storage-full-what-to-do = Nothing was sent. Please tell whoever runs this service, and try again later.
error-forbidden = This link does not allow that
error-forbidden-what-to-do = The key in it does not fit. Open the link again just as you received or saved it.
error-sign-in-required = Please sign in first
error-sign-in-required-what-to-do = Signing in lasts only for a while. Open the start page in another tab and sign in there; what you chose here stays. Then try again.
error-not-allowed = Your account does not allow that
error-not-allowed-what-to-do = If you need it for your work, ask whoever runs this service.
error-sign-in-failed = Signing in did not work
error-sign-in-failed-what-to-do = Please go back to the start page and sign in once more. If it happens again, tell whoever runs this service.
error-invite-over = This invitation cannot be used
error-invite-over-what-to-do = It was used before, has expired or was taken back, or part of the link is missing. Ask whoever sent it to you for a new one.
error-cancelled = Stopped
error-cancelled-what-to-do = You can begin again whenever you like.

## Errors: sending
error-no-files = No file is chosen
error-no-files-what-to-do = Choose at least one file.
error-too-many-files = These are too many files for one link
error-too-many-files-what-to-do = Remove some and send them with a second link, or put them into one ZIP file first.
error-too-large = Together the files are too large
error-too-large-what-to-do = Remove some of them, and send those with a second link. Nothing has been sent yet.
error-limit-not-allowed = The server does not allow these limits
error-limit-not-allowed-what-to-do = Please choose a shorter time or fewer openings. What you chose is still here.
error-factor-required = A second lock is needed
error-factor-required-what-to-do = Your organisation asks for a code or a password on every link. Please add one. What you chose is still here.
error-purpose-required = Please say what it is for
error-purpose-required-what-to-do = Your organisation asks for a purpose with everything that is sent. Only the recipient can read it. What you chose is still here.
error-not-confirmed = The server did not confirm the lock
error-not-confirmed-what-to-do = So no link was made, and what was sent is erased. Please try again. If it happens again, tell whoever runs this service.
error-file-changed = A file has changed, or cannot be read any more
error-file-changed-what-to-do = It may have been saved again, moved or deleted since you chose it. Remove it from the list, choose it again, and try once more.
error-folder = Folders cannot be sent
error-folder-what-to-do = Choose the files inside the folder instead, or put the folder into one ZIP file first.
error-shared-lost = What you shared has not arrived
error-shared-lost-what-to-do = Please choose it here once more. Nothing was sent.

## Errors: opening
error-expired = The time for this link is over
error-expired-what-to-do = The files were erased, to protect them. Ask the sender for a new link if you still need them.
error-exhausted = This link has been opened as often as it may be
error-exhausted-what-to-do = If it was not you who opened it, tell the sender: they can see when that was. Ask them for a new link if you still need the files.
error-revoked = The sender has taken this back
error-revoked-what-to-do = The files are no longer here. If you still need them, ask the sender.
error-unknown-link = This link leads to nothing
error-unknown-link-what-to-do = It may have ended a while ago, or a character of it may be wrong. Tap the link in your message again, or ask the sender for a new one.
error-unknown-share = There is nothing behind this link
error-unknown-share-what-to-do = It may have been erased a while ago, or a character of the link may be wrong. Open it again just as you saved it.
error-wrong-proof = The key in this link does not fit
error-wrong-proof-what-to-do = Part of the link was probably changed on its way. Tap the link in your message again, or ask the sender to send it again. No opening was counted.
error-wrong-factor = That does not open it
error-wrong-factor-what-to-do = Please check what you were told and try again. No opening was counted.
error-locked = This link is locked
error-locked-what-to-do = The sender locked it, or it locked itself after several wrong tries, to protect the files. Call the person who sent it, or their hospital: they can unlock it. Nothing is lost.
error-lease-over = The time for looking at this is over
error-lease-over-what-to-do = Tap the link in your message again to open it once more, if it still has openings left.
error-damaged = What arrived is not what was sent
error-damaged-what-to-do = It was changed or damaged on the way, so it is not shown. Please ask the sender to send it again, and tell whoever runs this service.
error-newer-version = This was made by a newer version
error-newer-version-what-to-do = Please reload the page by tapping the link in your message again. If that does not help, tell whoever runs this service.
error-cannot-save = The file could not be saved
error-cannot-save-what-to-do = There may be too little room on this device, or saving may not be allowed. Make some room or try another browser, then try again. Apps such as Instagram or Facebook often do not let their built-in browser save: go back to the message, copy the link and paste it into Chrome, Firefox or Safari. That counts as another opening.
