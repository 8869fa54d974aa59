import type { Section } from "../text_blocks.ts";
import type { Catalogue } from "../catalogue.ts";

/** English: legal pages. */
export const legal: Catalogue["legal"] = {
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
              "In the security record of a practice, for 90 days at most: wrong tries to sign in to its accounts, counted by the day, and sign-ins at new devices, without internet address. Everything else in it is sealed with the practice’s key.",
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
              "On the device, if you came with an access code: how often it did not fit, and by what your browser recognizes the practice, so that nobody can pose as it. Both stay for 400 days.",
              "For practices, as long as they are signed in: the practice’s key, which the browser does not hand out either; until the end of each video consultation, who has been let in; for 400 days, how often a code was used wrongly, and which state the browser has last seen, so that the server cannot show an older one; and lastingly the language that was chosen last for invitations, and until you have confirmed your recovery key, a reminder of it.",
            ],
          },
          "If your browser forbids keeping anything, the conversation works with the invite link all the same: then everything is forgotten when the page is closed or loaded again.",
          "There are only four cookies: one for the language, if you switch it, and three for the sign-in of practices. By the second of these the server knows a browser again for half a year in which a member of a practice has signed in, so that strangers can lock nobody out. The third says no more than that there is a sign-in, as long as there is one, so that links from other sites find it. All are technically necessary (section 25 (2) of the German TDDDG). There is no advertising, no tracking and no request to other servers.",
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
};
