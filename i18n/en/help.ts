import type { Section } from "../text_blocks.ts";
import type { Catalogue } from "../catalogue.ts";

/** English: help. */
export const help: Catalogue["help"] = {
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
};
