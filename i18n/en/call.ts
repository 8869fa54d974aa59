import type { Catalogue } from "../catalogue.ts";
import { entrance, guide, problems, waiting } from "./entrance.ts";

/** English: room and call. */
export const call: Catalogue["call"] = {
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
  guide,
  entrance,
  problems,
  waiting,
  blockedCode: {
    codeBlocked:
      "The access code is blocked: somebody used it wrongly five times. The invited person cannot come in with it any more. The invite link still works.",
    newCode: "Make a new code",
    failed: "That did not work. Please try again.",
    codeReplaced: "The new access code is valid from now on, the old one no longer. Best tell it by phone.",
    code: "New access code",
    invitation: "To the invitation with link and text",
  },
  codeTries: {
    failed:
      "Failed tries at the access code: {failures} of {most}. After the last one it is blocked, and you can make a new one.",
    held: {
      vault:
        "Whoever knocks with the access code gets no answer at the moment: the server does not accept the number of failed tries. It is tried again at each knock. The invite link still works.",
      storage:
        "Whoever knocks with the access code gets no answer at the moment: this browser cannot store the number of failed tries (private window or full disk?). The invite link still works.",
      signed_out:
        "Whoever knocks with the access code gets no answer at the moment: your sign-in has ended. Please sign in and open the room again. The invite link still works.",
    },
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
    codeBlocked:
      "The access code was used wrongly too often and is now blocked. After the conversation you can make a new one here.",
    connected: "Connected with {name}",
    partnerCameraOff: "{name} has the camera off.",
    partnerMicrophoneOff: "Microphone off",
    signalingLost: "The server cannot be reached at the moment. We keep trying.",
    serverDisturbs:
      "The server does not answer as it should. Your conversation goes on without it, only between the two of you.",
    openElsewhere:
      "The server says that this room is open on another device. The conversation goes on here. To change devices, please hang up here.",
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
    unavailable: "The server is taking a break. Once it is back, the call goes on by itself.",
    partner_away: "{name}’s device cannot be reached right now. Once it is back, the call goes on by itself.",
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
  asking: {
    title: "Do you want to knock again?",
    lead:
      "The conversation was interrupted, and the practice’s device does not recognize yours. Camera and microphone send nothing. If you knock, the practice has to let you in again. If in doubt, please call there first.",
    knock: "Knock again",
    leave: "Hang up",
  },
  safetyCode: {
    title: "Safety code",
    changed: "The safety code has changed. Please compare it again with {name}.",
    compare: "Show the pictures",
    read: "Compared",
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
    not_open_yet: "The waiting room is not open yet. It opens: {time}.",
    locked: "The room is locked. Please call the practice.",
    room_full: "There is no place free in the waiting room. Please try again in a few minutes.",
    too_many_requests: "Those were too many tries. Please wait {wait}.",
    signed_out: "You are no longer signed in. Please sign in again.",
    forbidden: "This account may not open this room.",
    code_replaced:
      "Your old access code is no longer valid. Please ask the practice for the new one. It lets you in again from the start page.",
    seat_ended:
      "The practice has removed you from the waiting room. If that is a mistake, try again or call the practice.",
    tag_mismatch:
      "The access code does not fit this video consultation. Please check the code or ask for a new one.",
    secret_unavailable:
      "Several tries to confirm the access code have failed. Please ask for a new code, best by phone.",
    practice_unproved:
      "Somebody else answers in the practice’s name. So no connection was made, and nothing was sent. Please call the practice.",
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
      "This browser cannot store anything here (private window or full disk?). Without that the access code cannot be protected. Please use an ordinary window.",
    private_part_missing: "There is no name and no code for this video consultation. Please invite again.",
    vault_locked:
      "This browser does not have the key of your practice. Please enter your passphrase under “Consultations”.",
    vault_invalid:
      "Name and code of this video consultation cannot be opened. They were changed or belong to another key.",
    vault_older:
      "The server has shown an older state of this video consultation than this browser has already seen. It is not used.",
    vault_former_key:
      "Name and code of this video consultation were written afterwards with an old key of your practice. They are not used. Please invite again.",
    storage_unavailable:
      "This browser cannot store anything here (private window or full disk?). Please open the room in another one.",
    network: "The server cannot be reached right now. Please try again.",
    unavailable: "The server is taking a short break. Please try again in a minute.",
    link_failed: "The two devices could not be connected. Please try again.",
    other: "Something went wrong. Please try again.",
    retry: "Try again",
    signIn: "To sign-in",
    help: "Help",
  },
};
