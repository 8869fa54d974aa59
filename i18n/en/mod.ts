import type { Section } from "../text_blocks.ts";

import type { Catalogue } from "../mod.ts";

/** English. */
export const en: Catalogue = {
  langName: "English",
  product: "Vieraugen",
  common: {
    dir: "ltr",
    skip: "Skip to the content",
    languages: "Languages",
    legal: "Legal and more",
    help: "Help",
    newTab: "new tab",
    faq: "Questions and answers",
    imprint: "Imprint",
    privacy: "Privacy",
    terms: "Terms of use",
    accessibility: "Accessibility",
    practice: "For practices: sign in",
    contents: "Contents",
    toStart: "To the start page",
    toHelp: "To the help",
  },
  join: {
    title: "Video consultation",
    description: "Join your video consultation with name and access code. No app, no account.",
    lead: "Enter your name and the access code from your invitation. That is all you need.",
    name: "Your name",
    nameHint: "This is how you will be addressed in the conversation.",
    code: "Your access code",
    codeHint: "{digits} digits, for example {example}",
    submit: "Join room",
    busy: "One moment …",
    private:
      "The conversation is end-to-end encrypted: only you and the person you talk to see and hear it. Your name and the secret part of the code stay in your browser.",
    check: "Check camera and sound beforehand",
    troubleQuestion: "No code? Code does not work?",
    trouble: "What you can do",
    noScript:
      "JavaScript is switched off in your browser. A video call needs JavaScript. Switch it on in the browser's settings and load this page again.",
    summary: "That has not worked yet",
    errors: {
      empty_name: "Please enter your name.",
      empty: "Please enter your access code.",
      not_digits: "The access code has digits only. Please do not enter letters.",
      too_short: "The access code is too short. It has {digits} digits, you entered {typed}.",
      too_long: "The access code is too long. It has {digits} digits, you entered {typed}.",
      mistyped: "There is a typing mistake in the access code. Please compare it digit by digit.",
      consultation_unknown:
        "This access code does not exist, or no longer. Please check it, or ask the practice for a new one.",
      not_open_yet: "The waiting room opens {time}. Leave this page open, then it goes on by itself.",
      locked: "The room is locked, nobody else is let in. Please call the practice.",
      room_full: "There is no free place in the waiting room right now. Please try again in a few minutes.",
      too_many_requests: "Those were too many tries. Please wait {wait} and then try again.",
      network: "The server cannot be reached. Please check your internet connection and try again.",
      storage:
        "Your browser does not let this page remember anything. Please allow website data in its settings, or use another browser.",
      internal: "Something went wrong on our side. Please try again in a minute.",
    },
    todayAt: "at {time}",
    dayAt: "on {day} at {time}",
    unsupported:
      "This browser cannot make video calls. Please open this page in an up-to-date Firefox, Chrome, Edge or Safari. If you opened the link inside another app, for example in a message, choose “Open in browser” there.",
    insecure:
      "This page was opened without a secure connection. Camera and microphone work only if the address begins with https.",
  },
  errors: {
    codeLabel: "Reference for questions",
    notFound: {
      title: "This page does not exist",
      lead:
        "Perhaps the address is not complete. Please open the link from your invitation once more, or enter your access code on the start page.",
    },
    notAllowed: {
      title: "That does not work here",
      lead: "This address cannot be used in this way. Please begin on the start page.",
    },
    tooMany: {
      title: "Too many requests",
      lead:
        "Very many requests came from your connection just now. Please wait a minute and then load the page again.",
    },
    refused: {
      title: "That did not work",
      lead: "The server could not accept this request. Please begin on the start page.",
    },
    unavailable: {
      title: "Not available right now",
      lead: "The server is taking a short break or is overloaded. Please load the page again in a minute.",
    },
    internal: {
      title: "Something went wrong on our side",
      lead:
        "It is not your fault. Please load the page again. If it still does not work, please call the practice.",
    },
  },
  help: {
    title: "Help",
    description: "Preparing, joining, picture and sound: help for the video consultation in simple steps.",
    lead:
      "For a video conversation you need a browser, a camera, a microphone and your invitation. There is nothing to install and nowhere to sign up.",
    pictures: {
      person: "Kim Example",
      host: "Dr. Anna Sample",
      practice: "Sample Practice",
      when: "Tuesday, 14:30",
      question: "wants to use camera and microphone",
      block: "Block",
      allow: "Allow",
    },
    sections: [
      {
        id: "general",
        title: "In short",
        blocks: [
          {
            steps: [
              "Shortly before the appointment, open the link in your invitation. Or enter your name and the access code on the start page.",
              "Allow the browser to use camera and microphone.",
              "Wait in the waiting room. The conversation begins as soon as you are let in.",
            ],
          },
          "The waiting room opens {lobbyMinutes} minutes before the planned start. Code and link work until 24 hours after the planned start, as often as you like.",
          { sub: "The right place" },
          {
            picture: "place",
            alt:
              "A person sits in front of a screen. The camera is at eye level, the light comes from the front.",
          },
          {
            list: [
              "A quiet room with the door closed, where nobody listens in.",
              "Light from the front, not from a window behind you.",
              "The camera at eye level, about an arm's length away.",
            ],
          },
          { sub: "Have these at hand" },
          {
            list: [
              "your invitation with code or link, and the practice's phone number",
              "glasses, hearing aid or headphones, if you need them",
              "papers, for example results or the list of your medicines",
              "paper and pen",
              "for a doctor's practice your insurance card: they may want to see it",
            ],
          },
          "You can check at any time beforehand whether your device is ready, without any code:",
          { link: "/check", text: "Check camera, microphone and connection" },
        ],
      },
      {
        id: "computer",
        title: "Preparing a computer",
        blocks: [
          "You need an up-to-date browser: Firefox, Chrome, Edge or Safari. Older devices work, too, as long as the browser is not older than Firefox 99, Chrome 99, Edge 99 or Safari 15.",
          {
            list: [
              "Camera: built in or plugged in by USB. Some laptops have a slider in front of the camera, or a key that switches it off.",
              "Microphone: built in, in the camera or on a headset. With headphones people often understand each other better, and there is no echo.",
              "Other programs: close other video programs. A camera can usually serve only one program.",
              "Power: connect a laptop to its charger.",
              "Devices from work: on computers of a company or hospital, camera or video calls are sometimes blocked. Use a device of your own then.",
            ],
          },
        ],
      },
      {
        id: "tablet",
        title: "Preparing a tablet",
        blocks: [
          "On an iPad it is best to use Safari, on Android tablets Chrome or Firefox.",
          {
            list: [
              "Put the tablet somewhere firm, with a cover that stands up or leaning against a pile of books. That leaves your hands free.",
              "Turn it on its side if you can: you and the other person are largest that way.",
              "Do not cover the small camera at the edge with your hand or the case.",
              "Charge the battery, or leave the charger connected.",
            ],
          },
        ],
      },
      {
        id: "phone",
        title: "Preparing a phone",
        blocks: [
          "On an iPhone it is best to use Safari, on Android phones Chrome or Firefox.",
          {
            list: [
              "Open the link in the browser. If it opens inside another app, for example a messenger, choose “Open in browser” or “Open in Safari” there.",
              "Lean the phone against something instead of holding it. The picture is steadier, and you do not get tired.",
              "Switch on “Do not disturb” so that no phone call gets in the way. If one does, simply return to the page afterwards.",
              "A video conversation needs a lot of power: charge the battery before, or leave the charger connected.",
            ],
          },
          "While the page is open, the screen does not switch off by itself.",
        ],
      },
      {
        id: "network",
        title: "Internet",
        blocks: [
          "For a good picture, 2 megabits per second in both directions are enough. Most connections at home and good mobile reception manage that. When it gets tight, the picture becomes simpler first; sound has priority.",
          {
            list: [
              "Move close to the Wi-Fi router, or use a network cable.",
              "Stop large downloads and videos on other devices.",
              "On mobile data, a conversation uses about 15 to 30 megabytes a minute, so up to a gigabyte in half an hour. Mind your data allowance.",
            ],
          },
        ],
      },
      {
        id: "join",
        title: "Joining step by step",
        blocks: [
          { sub: "With name and access code" },
          {
            picture: "join",
            alt:
              "The form on the start page: the field for the name, the field for the access code, and below them the button to join.",
          },
          {
            steps: [
              "Open the start page. Its address is in your invitation.",
              "Enter your name. This is how you will be addressed in the conversation.",
              "Enter the access code. Spaces and hyphens do no harm, and you may paste the code, too.",
              "Press “Join room”.",
            ],
          },
          { sub: "With the invite link" },
          {
            picture: "invite",
            alt: "The page behind the invite link: the name and the button to join.",
          },
          "The link takes you straight to the room; you do not need the code then. Check your name and press “Join room”. Opening the link uses nothing up, so you can try it beforehand.",
          { sub: "Camera and microphone" },
          "Before the browser asks, the page tells you what it is about. There is more under “Allowing camera and microphone”.",
          { sub: "In the waiting room" },
          {
            picture: "waiting",
            alt: "The waiting room: with whom, when it starts, and one's own picture.",
          },
          "You see your own picture, so you know that the camera works. There is nothing to do: leave the page open. There is no time limit. If a phone number is shown there, you can call the practice in case it takes long.",
          { sub: "The conversation begins" },
          "As soon as you are let in, the other person's picture appears. Introduce yourself, and say who else is in the room.",
        ],
      },
      {
        id: "code",
        title: "No code? Code does not work?",
        blocks: [
          "The access code is in the message or letter that invited you. If you cannot find it, please ask the practice. Whoever runs this site does not know your code and cannot look it up.",
          { sub: "“There is a typing mistake in the access code”" },
          "Every code contains a check digit. Compare digit by digit; often two are swapped. In handwriting, 1 and 7 look alike.",
          { sub: "“This access code does not exist, or no longer”" },
          "Codes work until 24 hours after the planned start. If the appointment was cancelled, or the practice made a new code, the old one no longer works. Ask the practice for a new one.",
          { sub: "“You are a little early”" },
          "The waiting room opens {lobbyMinutes} minutes before the start. The page tells you when that is.",
          { sub: "“Too many tries”" },
          "The number of tries is limited, as a protection against guessing. Wait for as long as the page says.",
        ],
      },
      {
        id: "permission",
        title: "Allowing camera and microphone",
        blocks: [
          "Before camera and microphone go on, the browser asks for your permission. Choose “Allow”. The permission is for this site only.",
          {
            picture: "permission",
            alt: "The browser's question with two buttons; “Allow” is highlighted.",
          },
          "Did you say no by mistake? This is how to undo it:",
          {
            list: [
              "Chrome and Edge: click the symbol to the left of the address. Switch camera and microphone on and load the page again.",
              "Firefox: click the crossed-out camera symbol to the left of the address. Remove the block with the cross and load the page again.",
              "Safari on a Mac: in the “Safari” menu choose “Settings for this website”. Set camera and microphone to “Allow”.",
              "Safari on iPhone and iPad: tap the symbol beside the address, then “Website Settings”. Set camera and microphone to “Allow”.",
              "Chrome on Android: tap the symbol to the left of the address, then “Permissions”. Switch camera and microphone on.",
              "Firefox on Android: tap the symbol to the left of the address. Lift the block on camera and microphone.",
            ],
          },
          "If it still does not work, the operating system may be blocking the camera. Look in the device's settings for “Privacy”, there for camera and microphone, and allow both for your browser.",
        ],
      },
      {
        id: "call",
        title: "In the conversation",
        blocks: [
          "You see the other person large and yourself small. Your own picture is mirrored, as in a bathroom mirror; the other person sees it the right way round.",
          {
            picture: "call",
            alt:
              "The conversation: the other person large, one's own picture small, and at the bottom the buttons with their words.",
          },
          {
            list: [
              "Camera: switches your picture off and on again. When it is off, the camera's light goes out, too.",
              "Microphone: mutes you and unmutes you.",
              "Share screen: shows the other person a window or your whole screen, for example a result. Phones and tablets usually cannot do that; the button is missing there.",
              "Full screen: shows only the other person. The Escape key or the same button leads back.",
              "Hang up: ends the conversation. You are asked once more before.",
              "Participants and settings: show who is there, and let you choose camera, microphone and loudspeaker. The conversation goes on meanwhile.",
            ],
          },
          { sub: "Is anybody listening in? The safety code" },
          {
            picture: "safety",
            alt: "The safety code: four small pictures, each with its name below.",
          },
          "At the top it says whether the connection is end-to-end encrypted. A click on it or on “Participants” shows the safety code: four small pictures. Read them out to each other. If they are the same, nobody sits in the middle. If they differ, hang up and call the practice.",
          { sub: "Who may be there?" },
          "Introduce yourself at the start, and say who else is in the room. Nobody may record the conversation.",
        ],
      },
      {
        id: "chat",
        title: "Messages and files",
        blocks: [
          "In the conversation you can also write to each other and send files, for example a photo or a result. Both go end-to-end encrypted from device to device and lie on no server.",
          {
            list: [
              "A file arrives only when the other side accepts it. It may be at most 100 megabytes large.",
              "Accept only files that you expect.",
              "At the end of the conversation, messages and files are gone. Save what you want to keep before.",
            ],
          },
        ],
      },
      {
        id: "detail",
        title: "Showing something closely",
        blocks: [
          "If the practice wants to see your insurance card or a spot on your skin, press “Participants” in the conversation and then “Show a card or a detail”. On a phone that uses the back camera, and a picture that is especially sharp.",
          {
            list: [
              "Hold the card still, about 20 centimetres away.",
              "See to bright light that does not reflect.",
              "Wait a moment until the picture is sharp.",
            ],
          },
          "Nothing of this is stored either.",
        ],
      },
      {
        id: "devices",
        title: "Choosing camera, microphone and loudspeaker",
        blocks: [
          "Open the “Settings” in the conversation. The conversation goes on; “Back to the overview” or the cross lead back.",
          {
            list: [
              "Loudspeaker: choose the device and press “Play test tone”. Not every browser lets you choose; then choose in your computer's settings.",
              "Microphone: choose the device and speak. The meter beside it moves when it hears you.",
              "Camera: choose the device. On a phone there are the front and the back camera.",
            ],
          },
          "On a phone or tablet, the device itself decides where the sound comes out: plug in headphones, or connect them by Bluetooth, and it arrives there.",
          "If you plug in a headset during the conversation, the page notices. The device remembers your choice for the next time.",
        ],
      },
      {
        id: "keyboard",
        title: "With a keyboard and a screen reader",
        blocks: [
          "Every button can be reached with the Tab key and pressed with the space bar or Enter. Escape closes questions and panels. Whatever changes is read out by the screen reader.",
          "Make the page larger with Ctrl and plus (on a Mac: Command and plus), smaller with Ctrl and minus.",
        ],
      },
      {
        id: "shortcuts",
        title: "Keys for the conversation",
        blocks: [
          "On a computer everything can be done with the keyboard, too. Hold Alt and Shift (on a Mac Option and Shift) and press a letter:",
          {
            list: [
              "Alt+Shift+K: camera off and on",
              "Alt+Shift+M: microphone off and on",
              "Alt+Shift+S: share screen",
              "Alt+Shift+F: full screen; Escape ends it",
              "Alt+Shift+H: hang up; you are asked first",
              "Alt+Shift+P: participants and safety code",
              "Alt+Shift+E: settings",
              "Alt+Shift+C: chat",
            ],
          },
          "While you write in a text field these keys are switched off. You move your own picture with its button or, while that is selected, with the arrow keys.",
        ],
      },
      {
        id: "trouble",
        title: "When something does not work",
        blocks: [
          { sub: "I hear nothing" },
          "Turn up the volume and check whether headphones are connected. If a button “Switch on sound” appears, press it: some browsers play sound only after a click.",
          { sub: "They cannot hear me" },
          "See whether the microphone is switched on in the bar. Many headsets have a switch of their own.",
          { sub: "There is an echo or a whistle" },
          "Use headphones, or turn the loudspeaker down. If two devices in the same room are in the conversation, switch off sound and microphone on one of them.",
          { sub: "Camera or microphone are in use" },
          "Close other programs and browser windows that use them, and press “Try again”.",
          { sub: "My picture is black" },
          "Check the slider in front of the camera and the key that switches it off. Choose another camera in the settings.",
          { sub: "Picture or sound stutter" },
          "Move closer to the router. If need be, switch your camera off: sound needs far less.",
          { sub: "The connection is gone" },
          "Leave the page open; the connection comes back by itself. If you closed the page, join again with the same code or link.",
          { sub: "No connection comes about" },
          "Some networks, above all in companies and hospitals, block video calls. On a phone, switch off Wi-Fi and try mobile data.",
          { sub: "Nobody comes" },
          "Wait a little longer; a consultation may be delayed. Check day and time in the invitation. Then call the practice.",
          { sub: "I have no camera" },
          "You can take part with sound only. The page offers that when it finds no camera.",
        ],
      },
      {
        id: "practice",
        title: "For practices and law firms",
        blocks: [
          "You invite; the other person needs no account.",
          { sub: "Inviting" },
          {
            steps: [
              "Sign in and choose “New invitation”.",
              "Enter the name. You can change start, note, language and phone number, but you need not.",
              "Press Enter. Code and link are there at once.",
            ],
          },
          { sub: "Passing it on" },
          {
            list: [
              "By phone: below the code it stands in words, in groups of four. Read out a group and have it repeated. A single digit that was misheard is noticed when the code is typed.",
              "As an email or a text message: your mail program opens with the finished text, and you only put in the address. The page itself sends nothing.",
              "For the calendar: attach the calendar file. It shows the right time in every time zone.",
              "By post: the letter is one page in large print, with QR code and access code. You write the address on the envelope.",
            ],
          },
          "Whoever has the code or the link can knock. Give them to the invited person only. You find the invitation again in the list at any time.",
          { sub: "Moving and cancelling" },
          "You can do both in the list of consultations. After moving, code and link go on working, at the new time. Pass the invitation on once more: a new calendar file replaces the old entry instead of making a second one.",
          { sub: "When somebody is waiting" },
          {
            steps: [
              "The list of consultations shows who is waiting, and since when.",
              "Open the room, check the name and press “Admit”.",
              "Welcome everybody, ask who else is in the room, and begin.",
            ],
          },
          "When somebody else enters the waiting room during a conversation, there is no sound, and nobody falls into your conversation.",
          { sub: "Settings of the practice" },
          "Under “Settings” practitioners choose the practice’s name, a phone number for all invitations, when the waiting room opens, a logo for the letter, and their own texts in each language. The server sees neither logo nor texts. It does see name, number and opening time: it shows them to whoever waits.",
          { sub: "What the server knows" },
          "Names and notes are encrypted in your browser. The server cannot read them, and nobody can reset a forgotten passphrase: keep your recovery key in a safe place.",
        ],
      },
    ] as Section[],
    more: "More in “Questions and answers”",
  },
  faq: {
    title: "Questions and answers",
    description:
      "What applies to a video consultation: rules, recording, name, duration, networks, encryption.",
    lead: "What you may want to know about the video consultation, answered briefly.",
    sections: [
      {
        id: "rules",
        title: "Which rules apply to a medical video consultation?",
        blocks: [
          "For consultations with doctors and psychotherapists of the statutory health insurance in Germany, the agreements between their national association (KBV) and the insurers apply (Annex 31b to the federal framework agreement, section 365 of Book V of the Social Code). For you this means above all:",
          {
            list: [
              "Taking part is voluntary. You can visit the practice instead at any time.",
              "The practice informs you beforehand and asks for your consent.",
              "Both sides sit in closed rooms where nobody listens in uninvited.",
              "At the start, everyone in the room introduces themselves.",
              "Nobody records the conversation, neither picture nor sound.",
              "The practice must be able to recognise your real name.",
              "There is no advertising, and the conversation is end-to-end encrypted.",
              "Whether a video conversation is enough or an examination is needed is for the doctor to decide.",
            ],
          },
          "For legal and tax advice this does not apply to the letter, but as good practice.",
        ],
      },
      {
        id: "emergency",
        title: "What do I do in an emergency?",
        blocks: [
          "Do not wait for a video conversation:",
          {
            list: [
              "Danger to life, accident, fire: 112",
              "Doctors on call when practices are closed: 116 117",
              "Police: 110",
              "Telephone counselling, free of charge, day and night: 0800 111 0 111",
            ],
          },
          "These numbers work in Germany, 112 all over Europe.",
        ],
      },
      {
        id: "reach",
        title: "Whom can I reach here?",
        blocks: [
          "Only whoever invited you: your practice or law firm. You cannot call anybody here on your own, and nobody can call you. Without an invitation there is no conversation.",
        ],
      },
      {
        id: "recording",
        title: "Is anything recorded?",
        blocks: [
          "No. This application has no way to record, and no server ever gets picture or sound in readable form. Nobody can technically prevent a person from filming a screen, though. It is not allowed without your consent: secretly recording what is said in confidence is a crime in Germany.",
        ],
      },
      {
        id: "name",
        title: "Do I have to give my real name?",
        blocks: [
          "In a medical consultation yes, so that the practice knows whom it is talking to. The name goes to the other person encrypted. The server does not learn it.",
        ],
      },
      {
        id: "time",
        title: "How long may a conversation last?",
        blocks: [
          "As long as both of you like. The access code works until 24 hours after the planned start, as often as you like, also after an interruption.",
        ],
      },
      {
        id: "nobody",
        title: "What do I do if nobody comes?",
        blocks: [
          "Stay in the waiting room; it has no time limit. The practice sees that you are there. Consultations are sometimes late, just as in a real waiting room.",
          "Check day and time in the invitation. After a quarter of an hour it is best to call the practice. If it gave a number, the waiting room shows it.",
        ],
      },
      {
        id: "late",
        title: "I am too late. Does it still work?",
        blocks: [
          "Join nevertheless: code and link still work. Whether there is enough time left is for the practice to decide. A short call there helps.",
        ],
      },
      {
        id: "networks",
        title: "May I use somebody else's Wi-Fi or mobile data?",
        blocks: [
          "Yes. Whoever runs the network sees only encrypted data, and that you are connected to this site. Some company or hospital networks block video calls; use mobile data then.",
          "A conversation on mobile data uses about 15 to 30 megabytes a minute. If your allowance is used up, the picture gets poor or it costs extra. With the camera off it is about one megabyte a minute. Abroad, ask your provider for the price first.",
          "In public, however, somebody might listen in or look at your screen. Better find a place where you are undisturbed.",
        ],
      },
      {
        id: "relatives",
        title: "May somebody be there to help me?",
        blocks: [
          "Yes, if you like: a relative, a carer or somebody you trust. Say at the start who is in the room. For children and for people with a legal guardian, parents or guardian usually take part.",
        ],
      },
      {
        id: "interpreter",
        title: "I speak little German, or I need sign language. What is possible?",
        blocks: [
          "Somebody can sit beside you and interpret. Tell the practice beforehand, so that it plans more time.",
          "This site is available in German, in English and in plain German. You switch the language at the top of every page.",
        ],
      },
      {
        id: "hearing",
        title: "I do not hear or see well. What helps?",
        blocks: [
          "Write messages to each other during the conversation, or switch on the captions of your browser or device if it has any. Hearing aids can often be connected like headphones.",
          "The page can be made larger, used by keyboard and read out. It follows the colours and contrasts of your device.",
        ],
      },
      {
        id: "encryption",
        title: "What does “end-to-end encrypted” mean?",
        blocks: [
          "Picture, sound and your name are encrypted on your device and become readable only on the device of the person you talk to. The keys are made anew for each conversation, and only on these two devices. If a relay has to pass the data on, it too sees only encrypted data.",
          "With the safety code in the conversation, both of you can check that nobody sits in the middle.",
        ],
      },
      {
        id: "operator",
        title: "What does the operator of this site see?",
        blocks: [
          "The operator sees when which internet address joins a room, when the appointment is planned and which practice invited to it. The operator does not see your name, the secret part of the code, or anything of the conversation.",
          "To be quite honest: the page itself comes from the operator's server. Whoever controls that server could deliver a changed page that spies on you. What helps against it: the source code is open, and the page loads no program parts from elsewhere.",
        ],
      },
      {
        id: "peer",
        title: "Does the other person see where I am?",
        blocks: [
          "What the camera shows, of course. The two devices connect directly if they can. The other device then learns your internet address, as with every direct connection. It is not displayed.",
        ],
      },
      {
        id: "cost",
        title: "What does it cost? Do I need an account or an app?",
        blocks: [
          "This site costs you nothing but your internet access. You need neither an account nor an app; there are none.",
          "The treatment or advice itself is charged by the practice or law firm as usual: to your health insurance or to you. It answers your questions about that.",
        ],
      },
      {
        id: "prescription",
        title: "Do I get a prescription or a sick note?",
        blocks: [
          "That is for the practice to decide. Much can be sent electronically or by post, some of it only after an examination on site.",
        ],
      },
      {
        id: "cookies",
        title: "Are there cookies, advertising or tracking?",
        blocks: [
          "No advertising, no tracking, no other servers. A cookie is set only when you switch the language or sign in as a practice.",
        ],
      },
      {
        id: "reuse",
        title: "May I pass the invitation on?",
        blocks: [
          "Please do not. Whoever has the code or link can knock. But only those whom the practice admits get in. If you forwarded the invitation by mistake, tell the practice: it can replace the code at once.",
        ],
      },
      {
        id: "device",
        title: "Can I change to another device?",
        blocks: [
          "Yes. Join on the other device with the same code or link, and close the page on the first. The practice then admits you once more.",
        ],
      },
      {
        id: "public",
        title: "I use somebody else's computer. What stays behind?",
        blocks: [
          "Only the open tab remembers name and code. Close all windows of the browser at the end. Safest is a private window: it forgets everything when you close it.",
        ],
      },
    ] as Section[],
    more: "Step by step: to the help",
  },
  legal: {
    unset:
      "This is a test installation. Whoever runs it has not filled in their details yet. Please do not use it for real conversations.",
    notGiven: "not given",
    imprint: {
      title: "Imprint",
      description: "Who runs this service for video consultations, and how to reach them.",
      operator: "Operator",
      contact: "Contact",
      email: "Email",
      phone: "Phone",
      more: "Further information",
      certificates: "Evidence and certificates",
      practice:
        "Whoever invited you to a video consultation is responsible for the conversation and its content. The operator only provides the technology.",
    },
    privacy: {
      title: "Privacy",
      lead:
        "In short: we do not know who you are and learn nothing of your conversation. What the server sees nevertheless is listed here in full.",
      controller: "Who is responsible",
      officer: "Data protection officer",
      direct: "The two devices connect directly if they can. Each then learns the other's internet address.",
      relayed:
        "The two devices always connect through a relay that this operator has chosen. It sees the internet addresses of both sides and encrypted data. The other person does not learn your internet address.",
      relay:
        "If a direct connection is not possible, a relay that this operator has chosen passes the data on. It sees the internet addresses of both sides and encrypted data.",
      stun:
        "To find each other, the devices ask a helper server that this operator has chosen for their own internet address.",
      sections: [
        {
          id: "never",
          title: "What the server never learns",
          blocks: [
            {
              list: [
                "picture and sound of the conversation",
                "the name you join with",
                "the secret part of access code and invite link",
                "the keys of the conversation",
                "names and notes that a practice writes for an invitation",
              ],
            },
            "All of this is encrypted in the browsers of both sides before it reaches the server, or it does not leave the browser at all.",
          ],
        },
        {
          id: "seen",
          title: "What the server sees, and for how long",
          blocks: [
            {
              list: [
                "Of every video consultation: a random room number, the public part of the code, the start (after a move the former one, too), the end of validity, the practice and, if it gave one, the phone number for the waiting room. The code becomes invalid 24 hours after the planned start; the server deletes everything else by itself {retentionDays} days later.",
                "With it an encrypted package with name, note and access code, which only the practice can open. It is deleted as soon as the code is no longer valid.",
                "While you are in the room: your internet address, when you came and went, and roughly how large the encrypted messages are. The server deletes messages as soon as they have arrived.",
                "As a protection against the guessing of codes and passwords: an encrypted imprint of your internet address, with sign-ins of the email address, too, with the number of tries, for an hour at most.",
                "In the server's log: time, kind and outcome of every request, without internet address, names or codes.",
                "Of practices: the practice's name, its phone number and how early the waiting room opens, if it has set them; logo and own texts only encrypted; names and email addresses of the people with an account, and an imprint of a key that is made from the passphrase. Never the passphrase itself. This stays until the account is deleted.",
                "Of every sign-in of a practice: browser and system (for example “Firefox, Windows”), its beginning and its last use, so that people notice devices that are not theirs and can sign them out. It is deleted after twelve hours, or when somebody signs out. Of every passkey: the public key, browser and system, when it was made and when it was last used, until it is removed.",
              ],
            },
          ],
        },
        {
          id: "browser",
          title: "What stays in your browser",
          blocks: [
            "The following lies on your device only; the server learns nothing of it.",
            {
              list: [
                "In the open tab, until you close it: name, code or link, and your place in the room, so that you need not enter anything again after a reload; whether camera and microphone were on; and that you have read the notes at the beginning.",
                "On the device, until you delete the website’s data in the browser: which camera, microphone and loudspeaker you have chosen, whether background noise is reduced, and in which corner your own picture stands.",
                "On the device, if you were let into a conversation: a key with which you can return without being asked. It works no longer than your invitation. The browser deletes it the next time you open a room after that.",
                "For practices, as long as they are signed in: the practice’s key, which the browser does not hand out either; until the end of each video consultation, who has been let in and how often a code was used wrongly; and lastingly the language that was chosen last for invitations, and until you have confirmed your recovery key, a reminder of it.",
              ],
            },
            "If your browser forbids keeping anything, the conversation works with the invite link all the same: then everything is forgotten when the page is closed or loaded again.",
            "There are only two cookies: one for the language, if you switch it, and one for the sign-in of practices. Both are technically necessary (section 25 (2) of the German TDDDG). There is no advertising, no tracking and no request to other servers.",
          ],
        },
        {
          id: "basis",
          title: "Why, and on what basis",
          blocks: [
            "These data are needed to make the video consultation possible that you join (Article 6(1)(b) of the General Data Protection Regulation, GDPR), and to protect the service against abuse (point f). They are not passed on. There are no automated decisions and no profiles.",
            "Nobody has to give these data. But without a code or link, and without an internet address, no conversation can take place.",
            "Where it is not the practice itself that runs this server, that is done on its behalf (Article 28 GDPR).",
            "For the conversation itself and for your file, the practice or law firm that invited you is responsible.",
          ],
        },
        {
          id: "rights",
          title: "Your rights",
          blocks: [
            "Under the GDPR you have the right of access, rectification, erasure, restriction, portability and objection, and you may complain to a supervisory authority. Please bear in mind: because the server does not know your name, most data cannot be linked to you at all.",
          ],
        },
        {
          id: "limits",
          title: "What encryption cannot do",
          blocks: [
            "The page comes from the operator's server. Whoever controls that server could deliver a changed page. And nobody can prevent somebody from listening in at one of the two places, or from filming a screen.",
          ],
        },
      ] as Section[],
    },
    terms: {
      title: "Terms of use",
      lead: "A few rules, so that a confidential conversation stays confidential.",
      sections: [
        {
          id: "use",
          title: "What the service is for",
          blocks: [
            "With this service, practices and law firms talk to the people they have invited. For invited people it is free of charge. It is not meant for medical emergencies: call 112.",
          ],
        },
        {
          id: "duties",
          title: "What we ask of you",
          blocks: [
            {
              list: [
                "Do not pass on code and link.",
                "Say at the start who you are and who else is in the room.",
                "Do not record anything, neither picture nor sound.",
                "Do not try other people's codes, and do not disturb the service.",
              ],
            },
          ],
        },
        {
          id: "contract",
          title: "What applies between whom",
          blocks: [
            "Treatment, advice and fees are a matter between you and the practice or law firm alone. The operator only provides the technology, has no influence on the content and cannot see it either.",
          ],
        },
        {
          id: "availability",
          title: "Availability",
          blocks: [
            "A video call depends on devices and networks that nobody controls alone. If it does not work out, please call the practice.",
          ],
        },
      ] as Section[],
    },
    accessibility: {
      title: "Accessibility",
      lead: "A conversation between two people should be possible for everyone, with whatever aids they use.",
      sections: [
        {
          id: "standard",
          title: "What we hold ourselves to",
          blocks: [
            "All pages are meant to meet level AA of the Web Content Accessibility Guidelines (WCAG) 2.2 and the European standard EN 301 549. With every change a program checks this on every page, light and dark, in each language.",
            {
              list: [
                "Everything can be done with the keyboard, and one sees where one is.",
                "Type from 18 pixels, buttons from 48 pixels, contrast at least 4.5 to 1.",
                "Zoom to 200 percent without scrolling sideways, also on small phones.",
                "Light, dark and with your system's colours; without motion if you have chosen so.",
                "Status messages and errors are read out by screen readers.",
                "No time limits, no puzzles, codes can be pasted.",
                "The help is in the same place on every page.",
              ],
            },
          ],
        },
        {
          id: "limits",
          title: "What is still missing",
          blocks: [
            {
              list: [
                "There are no captions for the spoken word yet. The captions of your browser or device can be used with it.",
                "A third person, for example for sign language, cannot take part from a device of their own yet.",
                "The way into the conversation, the help and the questions exist in plain German, but not yet in Easy Language.",
                "An assessment by an independent body is still to come.",
              ],
            },
          ],
        },
        {
          id: "feedback",
          title: "Reporting a barrier",
          blocks: [
            "If you come across an obstacle, please write or call. For the appointment itself, the practice can help fastest.",
          ],
        },
      ] as Section[],
    },
  },
  check: {
    title: "Check camera and sound",
    description:
      "Checks browser, camera, microphone, loudspeaker and internet before the appointment. No code needed.",
    lead:
      "Here you can see before the appointment whether everything works. It takes about a minute. You need no code, and nobody sees or hears you meanwhile.",
    start: "Start the check",
    again: "Check again",
    goOn: "Go on without it",
    toJoin: "Go and join",
    steps: {
      browser: "Browser",
      camera: "Camera",
      microphone: "Microphone",
      loudspeaker: "Loudspeaker",
      network: "Internet",
    },
    status: {
      open: "not checked yet",
      running: "being checked",
      good: "fine",
      weak: "limited",
      bad: "does not work",
    },
    camera: { picture: "Your picture", seen: "This is what your camera sees." },
    microphone: {
      ask: "Please say a few words. As soon as we hear something, it goes on.",
      level: "Loudness",
    },
    loudspeaker: {
      ask: "Press “Play test tone”. Turn the sound up a little before.",
      play: "Play test tone",
      playing: "The test tone is playing …",
      question: "Did you hear the tone?",
      yes: "Yes, I heard it",
      no: "No",
    },
    network: {
      running: "The connection is being tried. That takes 20 seconds at most.",
      ways: {
        server: "Server",
        direct: "Direct connection",
        udp: "By way of the relay (UDP)",
        tcp: "By way of the relay (TCP)",
        tls: "By way of the relay (TLS)",
      },
      good: "works",
      bad: "does not work",
    },
    codes: {
      insecure: "The page was not opened securely. The address has to begin with “https”.",
      unsupported:
        "This browser cannot do video calls. Open this page in an up-to-date Safari, Chrome, Firefox or Edge.",
      microphone_silent:
        "Nothing can be heard. Is the microphone muted, on the headset or on the device? Say something loudly again.",
      not_heard: "Turn the sound up, and see whether headphones are connected. Then play the tone again.",
      skipped: "You have skipped this.",
      server_unreachable: "The server cannot be reached. Check your internet connection.",
      network_blocks:
        "Your network blocks video calls. Use another one, for example mobile data instead of Wi-Fi.",
      relay_blocked:
        "It works, but the way through the relay is blocked. If a call does not come about, use another network.",
    },
    verdicts: {
      ready: { title: "Everything is fine", lead: "You can take part in the video consultation." },
      ready_with_less: {
        title: "It works, with limits",
        lead: "You can take part. Above you see what is not quite right yet.",
      },
      not_ready: {
        title: "It does not work yet",
        lead: "Above you see what the reason is and what helps. Check again after that.",
      },
    },
    details: "Technical details for help on the phone",
    detailsHint: "They say nothing about you, only about browser, devices and network.",
    copy: "Copy details",
    copied: "The details have been copied.",
    copyFailed: "Copying did not work. Please select the text by hand.",
  },
  call: {
    pageTitle: "Video consultation",
    you: "Me",
    partner: "The other person",
    permission: {
      title: "Camera and microphone",
      lead: "To be seen and heard, this page needs your camera and your microphone.",
      ask: "Your browser will ask you in a moment. Please choose “Allow”.",
      why: "Picture and sound go to the other person only. Nothing is recorded.",
      allow: "Switch on camera and microphone",
      audioOnly: "Take part with sound only",
      asking: "Your browser is asking now. Please choose “Allow”.",
      retry: "Try again",
    },
    invite: {
      title: "Your invitation",
      lead: "One click takes you to the waiting room. You need nothing else.",
      name: "Your name",
      nameHint: "This is how you will be addressed.",
      nameEmpty: "Please enter your name.",
      join: "Join room",
    },
    guide: {
      where: {
        chrome_desktop: "The question appears at the top left, below the address of the page.",
        firefox_desktop:
          "The question appears at the top left, below the address of the page. There you can also choose which camera and microphone to use.",
        safari_mac: "The question appears at the top of the window, in the middle.",
        chrome_android:
          "The question appears in the middle of the screen. Your phone itself may ask afterwards. Allow both.",
        firefox_android:
          "The question appears where the address is: at the top or at the bottom of the screen.",
        safari_ios: "The question appears in the middle of the screen.",
        ios_app: "The question appears in the middle of the screen.",
        other: "The question appears in the browser’s window, usually at the top.",
      },
      undoTitle: "How to allow it",
      undo: {
        chrome_desktop: [
          "Click the symbol to the left of the address (two sliders or a padlock).",
          "Switch camera and microphone on there.",
        ],
        firefox_desktop: [
          "Click the crossed-out camera or microphone symbol to the left of the address.",
          "Remove the blocks there with a click on the cross.",
        ],
        safari_mac: [
          "Click “Safari” in the menu bar at the very top, and then “Settings for This Website”.",
          "Set camera and microphone to “Allow”.",
        ],
        chrome_android: [
          "Tap the symbol to the left of the address.",
          "Tap “Permissions”.",
          "Switch camera and microphone on.",
        ],
        firefox_android: [
          "Tap the symbol to the left of the address.",
          "Tap “Blocked” beside camera and microphone until it says “Allowed”.",
        ],
        safari_ios: [
          "Tap the symbol at the left of the address bar.",
          "Tap “Website Settings”. They may be behind the three dots.",
          "Set camera and microphone to “Allow”.",
        ],
        ios_app: [
          "Open the app “Settings” of your iPhone or iPad.",
          "Find the app there in which you read this page, and tap it.",
          "Switch camera and microphone on.",
        ],
        other: [
          "Open the browser’s settings for this page. Usually a symbol beside the address leads there.",
          "Allow camera and microphone.",
        ],
      },
      system: {
        windows: [
          "Open the Windows settings and there “Privacy & security”.",
          "Open “Camera” and allow access for apps and desktop apps.",
          "Do the same under “Microphone”.",
        ],
        mac: [
          "Open the system settings and there “Privacy & Security”.",
          "Switch your browser on under “Camera” and under “Microphone”.",
          "Quit the browser and open your link again.",
        ],
        android: [
          "Open the settings of the phone and there “Apps”.",
          "Choose your browser and then “Permissions”.",
          "Allow camera and microphone.",
        ],
        ios: [
          "Open the app “Settings” and there “Privacy & Security”.",
          "Switch your browser on under “Camera” and under “Microphone”.",
        ],
        other: [
          "Open the settings of the device and look for “Privacy” there.",
          "Allow your browser to use camera and microphone.",
        ],
      },
      back: "Then come back here and press “Try again”. What you have entered is kept.",
      noQuestion: "You see no question?",
      otherBrowser: "It still does not work?",
      otherBrowserLead:
        "Some apps show web pages but do not let them use the camera, for example mail and messaging apps. Then use a real browser: copy the link, open Safari, Chrome or Firefox, and paste it at the top.",
      codeToo: "There you enter your name and your access code again.",
    },
    entrance: {
      openingTitle: "One moment please",
      opening: "Opening the room …",
      invites: "{practice} invites you to a video consultation.",
      planned: "Planned start: {time}",
      todayAt: "today at {time}",
      dayAt: "{day} at {time}",
      early: {
        title: "You are a little early",
        otherDayTitle: "Your appointment is on another day",
        movedTitle: "Your appointment was moved",
        lead: "The waiting room opens {time}.",
        left: "Until then: {wait}.",
        stay:
          "You can leave this page open, and it will go on by itself. Or open your link again later: it is not used up.",
        open: "The waiting room is open now.",
        moved: "The appointment was moved. It used to be {time}.",
        check: "Check camera and microphone now (new tab)",
      },
      expired: {
        title: "This invitation has expired",
        lead:
          "The appointment was {time}. An invitation works until 24 hours after it. Please ask for a new one: {practice}.",
      },
      cancelled: {
        title: "This appointment was cancelled",
        lead: "The appointment {time} will not take place. For questions please turn to: {practice}.",
      },
      unknown: {
        title: "This invitation does not work",
        lead:
          "Perhaps the link was not copied completely, or the appointment was some time ago. Open the link from your invitation again, or ask whoever invited you.",
      },
      incomplete: {
        title: "A part of the link is missing",
        lead:
          "The last part of your invite link was lost on the way. Open it from the invitation again, by tapping it rather than typing it. Or join with your access code.",
      },
      unreachable: "The server cannot be reached at the moment. We keep trying.",
      call: "Call {phone}",
      toCode: "Join with an access code",
      unsupported: {
        title: "This browser cannot do video calls",
        lead:
          "That is quickly solved. Perhaps another app has opened this page, for example your mail or messaging app. Or the browser is too old.",
        steps: [
          "If there is “Open in browser” in the menu here, choose that.",
          "Otherwise copy the link.",
          "Open Safari on an iPhone or iPad, or else Chrome, Firefox or Edge.",
          "Paste the link into the address bar at the top.",
        ],
      },
      insecure: {
        title: "This page was not opened securely",
        lead:
          "Camera and microphone only work when the address begins with “https”. Open your invite link the way you received it. If that does not help, please tell whoever invited you.",
        secureLink: "Open this page securely",
      },
      link: "Your link",
      linkHint: "It is for you alone. Please do not pass it on.",
      copyLink: "Copy link",
      copied: "The link has been copied.",
      copyFailed: "Copying did not work. The link is selected: please copy it by hand.",
      noScript:
        "JavaScript is switched off in your browser. A video call needs JavaScript. Switch it on in the browser’s settings and load this page again. Or open your link in another browser.",
      stuck:
        "This page does not finish loading. Perhaps the connection is very slow, or your browser is too old. Load the page again, or open your link in another browser.",
      reload: "Load the page again",
    },
    problems: {
      media_denied: "The browser may not use camera and microphone on this page. You can change that.",
      media_dismissed:
        "The browser’s question was closed or declined. Let it ask again, and then choose “Allow”.",
      media_system_denied:
        "Your device does not let this browser use camera and microphone. You can change that in the settings of the device.",
      media_blocked:
        "Camera and microphone are blocked on this device. Please ask whoever looks after the device, or use another one.",
      camera_denied:
        "The browser may not use your camera on this page. You can be heard but not seen. You can change that in the settings of the browser.",
      camera_missing: "No camera was found. You take part with sound only.",
      microphone_missing: "No microphone was found. You can be seen but not heard.",
      devices_missing: "Neither a camera nor a microphone was found. Connect one and try again.",
      media_in_use:
        "Camera or microphone are being used by another program. Close the other program and try again.",
      camera_in_use:
        "Your camera is being used by another program. You can be heard but not seen. Close the other program and try again.",
      microphone_in_use:
        "Your microphone is being used by another program. You can be seen but not heard. Close the other program and try again.",
      media_insecure:
        "Camera and microphone only work on a secure page (https). Please open the link from your invitation.",
      media_unsupported:
        "This browser cannot make video calls. Please open this page in Firefox, Chrome, Edge or Safari.",
      media_failed: "Camera and microphone could not be started. Please try again.",
    },
    waiting: {
      guestTitle: "You are in the waiting room",
      guestLead: "The conversation begins as soon as you are let in. You need to do nothing.",
      knocking: "They have seen that you are here. It will begin in a moment.",
      later: "They know that you are here. It will take a few more minutes. Please stay here.",
      planned: "Planned start",
      sinceTitle: "You have been waiting",
      since: "for {minutes} minutes",
      sinceNow: "for a few moments",
      with: "With",
      phone: "Call the practice: {phone}",
      hostTitle: "Nobody in the waiting room yet",
      hostLead: "As soon as somebody knocks, you will see the name here.",
      left: "{name} has left the conversation.",
      leave: "Leave the waiting room",
      tabTitle: "Waiting room",
      tabTitleSoon: "About to begin",
      level: "How loud you are",
      levelHint: "Say something: the bars must move.",
      offline:
        "The connection to the server is interrupted. It will come back by itself. You need to do nothing.",
    },
    locked: {
      codeLocked:
        "The access code is locked: somebody used it wrongly five times. The invited person cannot come in with it any more. The invite link still works.",
      linkLocked:
        "The invite link is locked: somebody used it wrongly five times. The invited person cannot come in with it any more. The access code still works.",
      newCode: "Make a new code",
      newLink: "Make a new link",
      failed: "That did not work. Please try again.",
      codeReplaced: "The new access code is valid from now on, the old one no longer. Best tell it by phone.",
      linkReplaced: "The new invite link is valid from now on, the old one no longer.",
      code: "New access code",
      invitation: "To the invitation with link and text",
    },
    newDevice: {
      label: "New device",
      question:
        "{name} knocks from a new device. Replace? The conversation then goes on there. Please ask first.",
      replace: "Replace",
      refuse: "Do not let in",
    },
    knock: {
      title: "Somebody knocks",
      one: "{name} would like to come in.",
      expected: "Invited is: {name}",
      admit: "Admit",
      refuse: "Refuse",
      later: "Not yet",
      toldLater: "Told: it will take a few more minutes.",
      busy: "{name} is waiting outside.",
      next: "Next is {name}, waiting since {time}.",
      somebody: "somebody",
    },
    status: {
      encrypted: "End-to-end encrypted",
      securing: "Checking the encryption …",
      codeBlocked: {
        code:
          "The access code was used wrongly too often and is now locked. After the conversation you can make a new one here.",
        link:
          "The invite link was used wrongly too often and is now locked. After the conversation you can make a new one here.",
      },
      connected: "Connected with {name}",
      partnerCameraOff: "{name} has the camera off.",
      partnerMicrophoneOff: "Microphone off",
      signalingLost: "The server cannot be reached at the moment. We keep trying.",
      soundBlocked: "The browser holds back the sound.",
      playSound: "Switch on sound",
      cameraOff: "Camera off",
    },
    line: {
      ratings: { good: "Line is good", weak: "Line is weak", very_weak: "Line is very weak" },
      reasons: {
        slow: "Your line is too slow for a good picture right now.",
        lossy: "Much is getting lost on the way right now.",
        delayed: "Your line answers very slowly right now.",
      },
      toAudioOnly: "Go on with sound only",
      toPicture: "Send the picture again",
      audioOnly: "You are sending sound only.",
      rests: "Your picture rests so that the sound holds. It comes back by itself.",
      partnerRests: "{name}’s picture rests because their line is weak. The sound goes on.",
      partnerWeak: "{name}’s line is very weak right now.",
      muted: "Your microphone is off. {name} cannot hear you.",
      rtt: "Round trip",
      lossOut: "Lost when sending",
      lossIn: "Lost when receiving",
      sent: "Sent",
      received: "Received",
      available: "Room for sending",
      path: "Path",
      paths: {
        direct: "direct",
        relay_udp: "by the relay (UDP)",
        relay_tcp: "by the relay (TCP)",
        relay_tls: "by the relay (TLS)",
      },
    },
    recovery: {
      connecting: "Connecting …",
      interrupted: "The connection was interrupted. It is being restored by itself, please stay.",
      offline:
        "Your device is not connected to the internet right now. Once it is, the call goes on by itself.",
      partner_away:
        "{name}’s device cannot be reached right now. Once it is back, the call goes on by itself.",
      network_blocks:
        "Your network blocks video calls. Please change networks: from Wi-Fi to mobile data or the other way round. The call then goes on by itself.",
      partner_blocked:
        "{name}’s network lets no video calls through. Another network helps there: mobile data instead of Wi-Fi or the other way round.",
      relay_refused:
        "The relay for difficult networks refuses the connection. This is not your fault. Please tell the practice.",
      no_relay:
        "There is no direct way between the two networks. Try another network: mobile data instead of Wi-Fi or the other way round.",
      network_missing: "Your device has no network. Please switch on Wi-Fi or mobile data.",
      stuck: "It has been more than a minute. We keep trying. You can also:",
      retry: "Connect anew",
      phone: "Call {phone}",
    },
    controls: {
      label: "Controls",
      camera: "Camera",
      microphone: "Microphone",
      screen: "Share screen",
      full: "Full screen",
      hangUp: "Hang up",
      participants: "Participants",
      settings: "Settings",
      chat: "Chat",
    },
    shortcuts: {
      camera: "K",
      microphone: "M",
      screen: "S",
      full: "F",
      hangUp: "H",
      participants: "P",
      settings: "E",
      chat: "C",
    },
    panel: {
      back: "Back to the overview",
      close: "Close",
      yourself: "(you)",
      speaks: "speaking",
      microphoneOff: "Microphone off",
      cameraOff: "Camera off",
      loading: "One moment …",
      remove: "Remove from the conversation",
      removeQuestion: "Really remove {name}? Whoever was removed has to knock again.",
      removeYes: "Yes, remove",
      removeNo: "Do not remove",
    },
    stage: {
      moveOwn: "Move your own picture to the next corner",
    },
    reminder: {
      title: "Before you start",
      points: [
        "Everyone in the room is introduced.",
        "Nobody listens in uninvited.",
        "Nobody records, neither picture nor sound.",
      ],
      read: "Understood",
    },
    chat: {
      unread: "New messages: {count}",
      lead: "Goes directly and encrypted to the other person. After the conversation everything is deleted.",
      log: "Messages and files",
      empty: "No message yet.",
      mine: "You",
      sending: "sending …",
      detached: "There is no connection right now. Your messages leave as soon as it is back.",
      text: "Message",
      send: "Send",
      file: "Send a file",
      tooLarge: "The file is too large. At most {size} are possible.",
      addressTitle: "Open this address?",
      addressLead: "It leads to {host}. Only open what you expect. The conversation goes on.",
      addressOpen: "Open in a new tab",
      addressStay: "Do not open",
    },
    files: {
      accept: "Accept",
      decline: "Decline",
      cancel: "Cancel",
      save: "Save",
      mine: {
        offered: "Waiting for {name} to accept the file.",
        accepted: "It is next in line.",
        moving: "Sending …",
        checking: "Checking …",
        done: "Arrived intact.",
        declined: "{name} did not want the file.",
        withdrawn: "Cancelled.",
        interrupted: "The connection was interrupted. Please send the file again.",
        damaged: "The file arrived damaged. Please send it again.",
        unreadable: "The file could not be read. Please choose it again.",
      },
      theirs: {
        offered: "{name} would like to give you this file.",
        accepted: "Coming in a moment.",
        moving: "Arriving …",
        checking: "Checking …",
        done: "Arrived intact. Save the file before the conversation ends.",
        declined: "Not accepted.",
        withdrawn: "{name} has cancelled.",
        interrupted: "The connection was interrupted. Ask for the file to be sent again.",
        damaged: "The file arrived damaged and was thrown away.",
        unreadable: "{name} has cancelled.",
      },
    },
    devices: {
      sound: "Sound",
      picture: "Picture",
      speaker: "Loudspeaker",
      usual: "As set on the computer",
      tone: "Play test tone",
      level: "How loud you are",
      noise: "Reduce background noise",
      noNoise: "This browser reduces background noise by itself, or it cannot.",
      noSpeaker: "The browser chooses the loudspeaker here. You set it in the settings of the computer.",
      phoneSound: "On this device the system itself chooses where sound comes from, headphones, say.",
      user: "Front camera",
      environment: "Back camera",
      offered: "A new device is there. Would you like to use it?",
      take: {
        camera: "Camera: {name}",
        microphone: "Microphone: {name}",
        speaker: "Loudspeaker: {name}",
      },
      leave: "Leave it as it is",
    },
    showing: {
      ownScreen: "{name} sees your screen.",
      partnerScreen: "{name} is showing the screen.",
      partnerDetail: "{name} is showing something close up.",
      screen: "Screen of {name}",
      detail: "Show a card or a detail",
      detailHint: "Uses the back camera and a sharp picture, for an insurance card, say.",
      detailLead: "Hold the card still and in the middle. Nothing of it is stored.",
      torch: "Light",
      detailDone: "Done",
      smallWindow: "Small window",
      smallWindowHint: "Shows the other person above other programs.",
    },
    safetyCode: {
      title: "Safety code",
      lead:
        "Read the four pictures out to each other: if you both see the same ones, nobody is listening in; if they differ, please hang up.",
    },
    hangUp: {
      title: "End the conversation?",
      lead: "You can come back with the same code.",
      hostLead:
        "After hanging up both of you can come back with the same code. “End for all” closes the room until you open it again.",
      forAll: "End for all",
      stay: "Keep talking",
    },
    ended: {
      hung_up: "You have hung up",
      partner_hung_up: "The conversation has ended",
      refused: "You were not let in",
      removed: "The conversation has ended for you",
      replaced: "The conversation goes on in another window",
      hung_upLead: "Camera and microphone are off.",
      partner_hung_upLead: "The other person has hung up. Camera and microphone are off.",
      refusedLead: "Please call the practice if you did not expect this.",
      removedLead: "The practice has ended the conversation with you. Camera and microphone are off.",
      replacedLead: "You can close this window.",
      lasted: "Duration: {span}.",
      rejoin: "Join again",
      toStart: "To the start page",
      toList: "To the list of consultations",
    },
    failures: {
      title: "That did not work",
      codeReplacedTitle: "There is a new code",
      consultation_unknown:
        "This video consultation does not exist, or no longer does. Please ask for a new invitation.",
      not_open_yet: "The waiting room is not open yet. It opens at {time}.",
      locked: "The room is locked. Please call the practice.",
      room_full: "There is no place free in the waiting room. Please try again in a few minutes.",
      too_many_requests: "Those were too many tries. Please wait {seconds} seconds.",
      signed_out: "You are no longer signed in. Please sign in again.",
      forbidden: "This account may not open this room.",
      code_replaced:
        "Your old access code is no longer valid. Please ask the practice for the new one. It lets you in again from the start page.",
      tag_mismatch:
        "The access code does not fit this video consultation. Please check the code or ask for a new one.",
      secret_unavailable:
        "Several tries to confirm the access code have failed. Please ask for a new code, best by phone.",
      host_silent: "The access code was not accepted. Please ask for a new code.",
      fingerprint_mismatch:
        "The connection was ended for your safety: somebody may have got in between. Please talk to each other by phone.",
      fingerprint_missing:
        "The connection was ended for your safety: the other device did not identify itself clearly. Please talk to each other by phone.",
      confirmation_mismatch:
        "The connection was ended for your safety: the other device could not prove that nobody is listening. Please talk to each other by phone.",
      confirmation_missing:
        "The connection was ended for your safety: the other device has not proved that nobody is listening. Please try again.",
      commitment_mismatch:
        "The connection was ended for your safety: the safety code was changed afterwards. Please talk to each other by phone.",
      share_invalid:
        "The connection was ended for your safety: somebody tried to make you use an unsafe key. Please talk to each other by phone.",
      box_invalid:
        "The connection was ended for your safety: a message was changed, swapped or repeated on its way. Please try again; if it happens again, talk to each other by phone.",
      hello_mismatch:
        "The connection was ended for your safety: the answer did not belong to your request. Please try again; if it happens again, talk to each other by phone.",
      role_wrong:
        "The connection was ended for your safety: somebody pretended to be the wrong side. Please talk to each other by phone.",
      peer_id_mine:
        "The connection was ended for your safety: your own messages came back as somebody else's. Please talk to each other by phone.",
      peer_id_wrong:
        "The connection was ended for your safety: a message did not come from the device that it named. Please talk to each other by phone.",
      unexpected_message:
        "The connection was ended for your safety: a message came at the wrong time. Please try again; if it happens again, talk to each other by phone.",
      malformed:
        "The connection was ended: a message of the other device was damaged. Please try again; if it happens again, talk to each other by phone.",
      message_malformed:
        "The connection was ended: a message of the other device could not be understood. Please reload the page on both devices.",
      version_unsupported:
        "One of the two devices still runs an older version of this page. Please reload the page on both devices.",
      resume_unknown:
        "The other device no longer knows the former connection. Please join again with your access code.",
      counter_exhausted:
        "This connection has been running for too long and has to be set up again. Please try again.",
      closed: "The connection has ended. Please try again.",
      storage_failed:
        "This browser cannot store anything here (a private window, or storage full?). Without that the access code cannot be protected. Please use an ordinary window.",
      private_part_missing: "There is no name and no code for this video consultation. Please invite again.",
      vault_locked:
        "This browser does not have the key of your practice. Please enter your passphrase under “Consultations”.",
      vault_invalid:
        "Name and code of this video consultation cannot be opened. They were changed or belong to another key.",
      storage_unavailable:
        "This browser cannot store anything here (private window or full disk?). Please open the room in another one.",
      network: "The server cannot be reached right now. Please try again.",
      link_failed: "The two devices could not be connected. Please try again.",
      other: "Something went wrong. Please try again.",
      retry: "Try again",
      signIn: "To sign-in",
      help: "Help",
    },
  },
  practice: {
    nav: {
      label: "Practice",
      consultations: "Consultations",
      create: "New invitation",
      members: "Team",
      settings: "Settings",
      signOut: "Sign out",
      signingOut: "Signing out …",
      signOutFailed: "Signing out did not work. Please try again.",
    },
    scriptNeeded:
      "The practice area needs JavaScript: names and codes are made in your browser, not on the server.",
    errors: {
      network: "The server cannot be reached. Please check your internet connection and try again.",
      unavailable: "The server does not answer at the moment. Please try again in a minute.",
      internal: "Something went wrong on the server. Please try again.",
      bad_request: "The server could not make sense of this. Please check what you entered.",
      too_large: "This is too long. Please shorten it.",
      cross_site: "This request did not come from this site. Please reload the page.",
      signed_out: "Your sign-in has ended. Please sign in again.",
      forbidden: "You are not allowed to do this.",
      consultation_unknown: "This consultation is no longer there.",
      consultation_running:
        "Both are in the room at the moment, the practice and the guest. It can be moved when one of them has left.",
      undo_too_late: "It is too late for that: code and link no longer work. Please invite again.",
      too_many_requests: "These were too many tries. Please wait {wait} and try again.",
      storage_unavailable:
        "This browser cannot store anything here (private window or full disk?). But the key of your practice has to be in this browser while you are signed in.",
      vault_locked:
        "This browser does not have the key of your practice, so names and codes are missing. Please enter your passphrase under “Consultations”, or sign in again.",
      vault_invalid:
        "What the server kept does not fit your key. It was changed. Please contact whoever runs the server.",
      version_conflict: "Somebody else has just changed the same thing. Please try again.",
      setup_token_wrong:
        "This set-up link is not valid. Please use the link that the server printed at its last start.",
      setup_token_missing:
        "To create the practice you need the set-up link that the server printed when it started.",
      setup_closed: "The practice exists already.",
      member_unknown: "This person is no longer in the team.",
      member_invitation_unknown:
        "This invitation to the team is not valid, or no longer: each link works once and for at most 48 hours. Please ask for a new one.",
      email_taken: "Somebody with this email address is in the team already.",
      members_full:
        "The team is full. Please contact the practice: somebody has to be removed from the team first.",
      members_changed:
        "Something in the team has just changed. Please load the page again and try once more.",
      passphrase_wrong: "That is not your current passphrase.",
      session_unknown: "This device is signed out already.",
      passkey_unknown:
        "The server does not know this passkey, or no longer. Please sign in with email and passphrase.",
      passkey_refused: "The server has not accepted this passkey. Please try again, or use the passphrase.",
      passkey_copied:
        "There may be two of this passkey: it counts backwards. Please sign in with the passphrase, remove the passkey in the settings and add a new one.",
      passkey_origin:
        "Passkeys do not work under this address. Please open the page under its proper name, or use the passphrase.",
      passkey_exists: "You already have a passkey for this practice on this device.",
      passkeys_full: "You cannot have more passkeys. Please first remove one that you no longer need.",
      passkey_expired: "That took too long. Please try again.",
      passkey_timed_out: "The browser has waited too long for the confirmation. Please try again.",
      passkey_cancelled:
        "No passkey was used: you have cancelled, or there is none for this page here. Try again, or use the passphrase.",
      passkey_unsupported:
        "This browser or this device cannot make a suitable passkey. Please use the passphrase.",
      recovery_wrong:
        "Email and recovery key do not belong together, or this key has been used already. Only the newest one is valid.",
      sign_in_wrong: "Email and passphrase do not belong together. Please check both.",
      empty: "Please fill in this field.",
      too_long: "This is too long. Please shorten it.",
      email_malformed: "Please enter an email address, for example name@practice.org.",
      passphrase_short: "The passphrase needs at least 12 characters.",
      passphrase_mismatch: "The two passphrases are not the same.",
      invitation_unknown: "This invitation does not exist, or no longer.",
      start_missing: "Please enter when it starts.",
      start_skipped: "That day does not have this hour: clocks are put forward.",
      start_past: "The start is too long ago: the code would have expired already.",
      start_far: "The start may be at most one year from now.",
    },
    showPassphrase: "Show characters",
    setUp: {
      title: "Create your practice",
      intro: "Fill this in once, then you can invite. Further people can be added later.",
      practiceName: "Practice name",
      practiceNameHint: "Everyone you invite sees it like this.",
      memberName: "Your name",
      memberNameHint: "For example “Dr Anna Example”. It is shown below your picture in the call.",
      email: "Email",
      emailHint: "You sign in with it. We send no mail.",
      passphrase: "Passphrase",
      passphraseHint:
        "At least 12 characters. Best are four or five random words with spaces between them, or a suggestion of your password manager.",
      repeat: "Repeat passphrase",
      submit: "Create practice",
      stretching: "One moment … your passphrase is turned into a key in this browser.",
      toSignIn: "Go to sign-in",
    },
    signIn: {
      title: "Sign in",
      intro: "For practitioners and advisers. Whoever is invited needs no sign-in.",
      forgotten: "Forgotten your passphrase?",
      toJoin: "I have an access code",
      email: "Email",
      passphrase: "Passphrase",
      submit: "Sign in",
      stretching: "One moment … your passphrase is checked in this browser.",
      passkeyTitle: "Sign in with a passkey",
      passkeyLead: "With fingerprint, face or PIN, if you have added a passkey in the settings.",
      usePasskey: "Use a passkey",
      passkeyBusy: "Please confirm in your browser’s window.",
    },
    openVault: {
      title: "Your passphrase, too",
      lead:
        "You are signed in. Names, notes and codes are still locked, though: this browser does not have the key of your practice. Your passphrase opens it.",
      why: "This happens when a passkey can only sign in, or when this browser’s storage was cleared.",
      submit: "Open",
    },
    passkeys: {
      title: "Passkeys",
      lead: "With a passkey you sign in by fingerprint, face or your device’s PIN, without typing anything.",
      before:
        "Most passkeys open names, notes and codes at the same time. Some can only sign in; then the browser asks for the passphrase afterwards. What yours can do is told here once you have added it. Passphrase and recovery key remain valid.",
      more: "More about passkeys",
      help: [
        {
          question: "What is a passkey?",
          answer:
            "A key that your phone, your computer or a security key keeps. It is good for this site only. Nobody can read it off, and it cannot be given away on the phone.",
        },
        {
          question: "Why does not every passkey open names and notes?",
          answer:
            "For that a passkey needs an additional function called PRF. New phones and computers and many security keys have it. Without it, the passkey signs you in, and your passphrase opens the rest.",
        },
        {
          question: "What does the server see?",
          answer:
            "That your passkey has signed, and when. What it opens names and notes with stays in your browser.",
        },
        {
          question: "Which passkey is the right one?",
          answer:
            "Many devices synchronise passkeys through an account. That is convenient; but whoever takes over that account gets the passkey, too. If you do not want that, use a security key.",
        },
        {
          question: "What if a device is lost?",
          answer:
            "Remove its passkey here, and sign the device out below. With passphrase or recovery key you always get in.",
        },
      ],
      none: "You have no passkey yet.",
      external: "Security key or phone",
      opens: "Signs in and opens names, notes and codes.",
      signsIn: "Only signs in. Afterwards you still need the passphrase.",
      made: "Added on {time}",
      used: "last used on {time}",
      unused: "not used yet",
      passphraseHint: "The passkey gets access to your key, so we ask once more.",
      add: "Add a passkey",
      busy: "One moment … Please confirm in your browser’s window, maybe twice.",
      addedOpens: "The passkey is added. It signs you in and opens names, notes and codes.",
      addedSignsIn:
        "The passkey is added. It only signs you in: it cannot open the key of your practice, for that you still need your passphrase after signing in.",
      remove: "Remove",
      removeTitle: "Remove this passkey?",
      removeLead:
        "Afterwards it signs nobody in, and other devices that were signed in with it are signed out. Delete it, too, where your device keeps its passkeys.",
      removeYes: "Yes, remove",
      removeNo: "Cancel",
      removed: "The passkey is no longer valid.",
    },
    notForAssistants: {
      title: "For practitioners only",
      lead:
        "With your account you can invite and cancel, but not enter a room. So the conversation stays between the two of them.",
      toList: "To the consultations",
    },
    members: {
      title: "Team",
      you: "you",
      roles: { practitioner: "Practitioner", assistant: "Assistant" },
      roleLeads: {
        practitioner: "runs conversations and decides who belongs to the team.",
        assistant: "invites and cancels, but never enters a room.",
      },
      open: "Open invitations",
      until: "valid until {time}",
      withdraw: "Withdraw",
      withdrawn: "The invitation is no longer valid.",
      practitionersOnly: "Only practitioners can invite and remove.",
      invite: "Invite somebody to the team",
      inviteLead:
        "You get a link that you hand on yourself. It works once and for 48 hours. Whoever has it can read the names and codes of your practice: give it to that person only.",
      role: "Task",
      passphrase: "Your passphrase",
      passphraseHint: "The link contains the key of your practice, so we ask once more.",
      makeLink: "Make the link",
      linkTitle: "The link is ready",
      linkLead: "It is shown only this once. Hand it on in a way that you trust.",
      copy: "Copy link",
      copied: "Copied.",
      copyFailed: "Copying did not work. Please select the link and copy it by hand.",
      remove: "Remove",
      removeTitle: "Remove {name} from the team?",
      removeLead:
        "The account is deleted at once. The practice gets a new key, and everybody else has to sign in again. Open invitations to the team expire.",
      removeYes: "Yes, remove",
      removeNo: "Cancel",
      removed: "{name} is no longer in the team. The practice has a new key.",
      oldSeals:
        "Consultations that are still locked with the former key: {count}. This goes on as soon as somebody in the team opens the list of consultations.",
      oldSealsUnknown:
        "Some of the data may still be locked with the former key: the server has not answered. This goes on as soon as somebody in the team opens this page or the list of consultations.",
      resealNow: "Go on now",
      busy: "One moment …",
    },
    join: {
      title: "Join the team",
      invited: "{practice} invites you to the team.",
      task: "Your task:",
      submit: "Create account",
    },
    recover: {
      title: "Forgotten passphrase",
      intro: "Set a new passphrase with the recovery key that you printed or wrote down.",
      key: "Recovery key",
      keyHint: "48 digits. Spaces and dashes do no harm.",
      submit: "Check the key",
      busy: "One moment …",
      opened: "The key fits. Now choose a new passphrase.",
      passphrase: "New passphrase",
      repeat: "Repeat new passphrase",
      save: "Set passphrase and sign in",
      noKey: "You do not have the recovery key either?",
      noKeyLead:
        "Then only a colleague can invite you anew. If there is none, the names and codes of the current invitations are lost: whoever runs the server cannot read them either.",
      toSignIn: "To the sign-in",
      errors: {
        empty: "Please enter the recovery key.",
        not_digits: "The recovery key has digits only.",
        too_short: "There are digits missing: the recovery key has 48, eight groups of six.",
        too_long: "Those are too many digits: the recovery key has 48, eight groups of six.",
        mistyped: "There is a typing mistake in group {group}. Please compare it digit by digit.",
      },
    },
    settings: {
      title: "Settings",
      passphraseTitle: "Change the passphrase",
      passphraseLead: "All other devices on which you are signed in will be signed out.",
      currentPassphrase: "Current passphrase",
      newPassphrase: "New passphrase",
      repeatPassphrase: "Repeat new passphrase",
      changePassphrase: "Change passphrase",
      passphraseChanged: "The passphrase is changed. Your other devices are signed out.",
      sessionsTitle: "Devices signed in",
      thisDevice: "this device",
      unknownDevice: "Unknown device",
      since: "Signed in on {time}",
      sinceByPasskey: "Signed in with a passkey on {time}",
      seen: "last used on {time}",
      endOne: "Sign this device out",
      oneEnded: "{device} is signed out.",
      endOthers: "Sign out all others",
      othersEnded: "You are signed in here only.",
      recoveryTitle: "Recovery key",
      recoveryLead:
        "Is the sheet gone, or has somebody seen it? Then make a new key. The old one is no longer valid after that.",
      passphrase: "Passphrase",
      renewRecoveryKey: "Make a new recovery key",
    },
    practiceSettings: {
      title: "Practice and invitations",
      practitionersOnly: "Only practitioners can change this.",
      loading: "Loading the settings …",
      name: "Practice name",
      nameHint: "Everybody whom you invite sees it like this.",
      phone: "Phone number (optional)",
      phoneHint: "Shown to whoever waits, and in invitations. You can change it in each invitation.",
      lobby: "Waiting room opens",
      lobbyHint: "Applies to invitations that you create or move from now on.",
      lobbyMinutes: "{minutes} minutes before",
      logo: "Logo for the letter (optional)",
      logoHint: "A picture, for example PNG or JPEG. The browser makes it smaller and encrypts it.",
      logoAlt: "Your logo",
      logoRemove: "Remove logo",
      texts: "Texts of the invitations",
      textsHint:
        "The server cannot read your texts. What the invitation says takes the place of the words in curly brackets:",
      places: {
        name: "name of the invited person",
        practice: "practice name",
        start: "day and time",
        code: "access code",
        link: "invite link",
        origin: "address of this site",
        phone: "phone number of the invitation",
        phoneLine: "a sentence with the phone number, where there is one",
      },
      ownText: "your own text",
      parts: { subject: "Subject of the email", body: "Text of the email", sms: "Text message" },
      reset: "Use our texts",
      save: "Save settings",
      saving: "Saving …",
      saved: "Saved.",
      errors: {
        empty: "Please fill in this field.",
        too_long: "That is too long. Please shorten it.",
        place_unknown: "We do not know {place}. Please use only the words from above.",
        place_missing: "The way in is missing here: the link or the code, each in curly brackets.",
        logo_unreadable: "The browser cannot read this file as a picture. Please use PNG or JPEG.",
        logo_too_large: "This picture is too large. Please use a smaller or simpler one.",
        settings_conflict:
          "Somebody else has just changed the same. Your version still stands here. Save again to keep it; reload the page to take the other one.",
        settings_too_large: "Logo and texts together are too large. Please shorten the texts.",
      },
    },
    recoveryKey: {
      title: "Your recovery key",
      lead:
        "If you ever forget your passphrase, only this key lets you back in. It is shown only this once, and nobody else has it.",
      label: "Recovery key",
      advice:
        "Print it or write it down, eight groups of six digits. Keep the sheet as you keep the key to your practice: whoever has it can change your passphrase.",
      print: "Print",
      copy: "Copy",
      copied: "Copied. Please do not keep the key on this same device.",
      copyFailed: "Copying did not work. Please write the key down.",
      kept: "I have printed the key or written it down.",
      unconfirmed: "Please confirm first that you have the key. It will not be shown again.",
      goOn: "On to the consultations",
      notRenewed:
        "The new recovery key did not reach the server. The former one still works: do not throw it away.",
      neverConfirmed:
        "You have never confirmed that you wrote down your recovery key, and it cannot be shown again. Without it there is no way back if you forget your passphrase.",
    },
    list: {
      title: "Consultations",
      create: "New invitation",
      filter: "Search the list",
      filterHint: "Name, note or code. The search stays in this browser.",
      found: "{count} of {total} shown",
      loading: "Loading the list …",
      online: "Up to date, as of {time}",
      offline: "No connection. As of {time}, still trying.",
      signInAgain: "Sign in again",
      offlineEmpty: "No connection. Still trying.",
      retry: "Try now",
      empty: "No consultations yet",
      emptyHint: "Invite someone: enter a name, press Enter, pass on the code or the link.",
      nothingFound: "Nothing found. The list shows only the past 24 hours, today and what is coming.",
      now: "Now",
      today: "Today",
      coming: "Coming",
      past: "Past 24 hours",
      codeLocked: "The access code is locked: somebody used it wrongly five times.",
      linkLocked: "The invite link is locked: somebody used it wrongly five times.",
      newCode: "Make a new code",
      newLink: "Make a new link",
      oldSeals:
        "Consultations that are still locked with the former key of your practice: {count}. This goes on by itself as soon as the server answers again.",
      unreadable: "Name not readable",
      waiting: "Waiting since {time}",
      waitingMinutes: "Waiting since {time} ({wait})",
      inCall: "In the call",
      hostPresent: "Somebody of the practice is in the room",
      open: "Room is open",
      notOpen: "Opens at {time}",
      notOpenDay: "Opens {day}, {time}",
      expired: "Expired",
      guests: "{count} people in the room",
      announceWaiting: "{name} is waiting.",
      announceUnnamed: "Somebody is waiting in the consultation of {time}.",
      notify: "Tell me when somebody is waiting",
      notifyHint: "Even while you work in another window. Without names, and never during a conversation.",
      notifyTitle: "In the waiting room",
      notifyOn: "You will be told when somebody is waiting.",
      notifyOff:
        "Your browser does not allow it. A sound and this window's title will tell you all the same.",
      titleWaiting: "({count}) Waiting – {title}",
      openRoom: "Open room",
      showCode: "Show code",
      hideCode: "Hide code",
      code: "Access code",
      invitation: "Invitation",
      cancel: "Cancel",
      cancelQuestion: "Really cancel? Code and link will no longer work.",
      cancelYes: "Yes, cancel it",
      cancelNo: "Do not cancel",
      cancelled: "Cancelled: {name}.",
      more: "More",
      move: "Move",
      moveTo: "New start",
      moveHint: "Code and link stay the same. Whoever is waiting is told at once.",
      moveYes: "Move to this time",
      moveNo: "Do not move",
      moved: "Moved: {name}, now {time}.",
      codeReplaced: "New code: {name}. The old one no longer works.",
      linkReplaced: "New link: {name}. The old one no longer works.",
      inviteAgain: "Invite once more",
      undo: "Undo",
      undone: "Undone.",
    },
    create: {
      title: "New invitation",
      privacy: "Only your practice can read name and note, the server cannot.",
      name: "Name of the invited person",
      start: "Start",
      startHint: "The room opens {minutes} minutes before. Code and link work until 24 hours after.",
      note: "Note to yourself (optional)",
      lang: "Language of the invitation",
      phone: "Phone number while waiting (optional)",
      phoneHint: "Shown to the person who waits.",
      phoneHintUnset:
        "Shown to the person who waits. You can set a number for all invitations in the settings.",
      clockWrong:
        "This device’s clock is wrong. On the server it is {time}; “now” as the start means that time.",
      textsLoading: "Loading your texts …",
      textsUnread: "The texts and the logo of your practice could not be loaded. These texts are ours.",
      submit: "Create invitation",
      busy: "Creating …",
      made: "Invitation for {name}",
      code: "Access code",
      spoken: "To read aloud on the phone",
      link: "Invite link",
      qr: "QR code with the invite link",
      openRoom: "Open room",
      copyCode: "Copy code",
      copyLink: "Copy link",
      copyText: "Copy text",
      copied: "Copied.",
      copyFailed: "Copying did not work. Please select what you need and copy it by hand.",
      text: "Invitation text",
      textHint: "You can change the text before you send it.",
      mail: "As email",
      mailCopied:
        "The text is too long to be handed to your mail program. It is copied: paste it into the email.",
      sms: "As text message",
      share: "Share",
      calendar: "Calendar file",
      letter: "Print letter",
      qrFailed: "The QR code could not be loaded. Please try again.",
      otherWays: "For calendar and post",
      otherWaysHint:
        "The calendar file is for the invited person’s calendar, for example attached to an email. If you move the appointment, a new file replaces the old entry. The letter fits on one page, in large print and with a QR code.",
      another: "Another invitation",
      unanswered: "The server has not given a code for this invitation yet. Please create it again.",
      toList: "To the consultations",
      signIn: "Sign in again (new tab)",
    },
    invitation: {
      subject: "Your video consultation: {practice}",
      body:
        "Hello {name},\n\nyou are invited to a video consultation.\n\nWith: {practice}\nStart: {start}\n\nTo come in, tap this link:\n{link}\n\nOr go to {origin} and enter your name and this access code:\n{code}\n\nAll you need is a browser with camera and microphone, on a phone, a tablet or a computer. Please do not pass on link and code.\n{phoneLine}",
      phoneLine: "\nQuestions? You can reach us at {phone}.",
      sms: "Video consultation {practice}, {start}: {link} or {origin} with code {code}",
      digits: ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
      calendar: {
        title: "Video consultation: {practice}",
        body:
          "To come in, tap this link:\n{link}\n\nOr go to {origin} and enter your name and this access code:\n{code}\n{phoneLine}",
        fileName: "Video consultation",
      },
      letter: {
        title: "Your video consultation",
        greeting: "Hello {name},",
        lead: "we have an appointment with you for a conversation by video:",
        steps: [
          "Take a phone, a tablet or a computer with a camera.",
          "Point the camera at the picture below and tap the link, or open {host} in a browser and enter your name and the access code.",
          "Allow camera and microphone, and wait until we let you in.",
        ],
        address: "Address",
        code: "Access code",
        qr: "QR code with your invite link",
        phone: "Questions? Call us: {phone}",
        secret: "Please do not pass on picture and code: they are for you alone.",
      },
    },
  },
};
