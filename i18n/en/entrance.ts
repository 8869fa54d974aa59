/** English: on the way into the room. */
import type { Catalogue } from "../catalogue.ts";

export const guide: Catalogue["call"]["guide"] = {
  where: {
    chrome_desktop: "The question appears at the top left, below the address of the page.",
    firefox_desktop:
      "The question appears at the top left, below the address of the page. There you can also choose which camera and microphone to use.",
    safari_mac: "The question appears at the top of the window, in the middle.",
    chrome_android:
      "The question appears in the middle of the screen. Your phone itself may ask afterwards. Allow both.",
    firefox_android: "The question appears where the address is: at the top or at the bottom of the screen.",
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
};

export const entrance: Catalogue["call"]["entrance"] = {
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
};

export const problems: Catalogue["call"]["problems"] = {
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
};

export const waiting: Catalogue["call"]["waiting"] = {
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
  unavailable: "The server is taking a break. It will go on by itself. You need to do nothing.",
};
