/** May this browser show notifications? `unasked`: nobody has decided yet. */
export function notificationState(): "unasked" | "allowed" | "denied" {
  if (!("Notification" in globalThis)) return "denied";
  const { permission } = Notification;
  return permission === "default" ? "unasked" : permission === "granted" ? "allowed" : "denied";
}

/** Asks the person, by the browser's own question. */
export async function askForNotifications(): Promise<void> {
  await Notification.requestPermission();
}

/** Shows a text beside the browser, where that is allowed; one for each `tag`. A click brings this page to the front. */
export function notify(text: string, title: string, tag: string): void {
  if (notificationState() !== "allowed") return;
  try {
    // The sound is the page's own matter: it knows when to be silent.
    const notification = new Notification(title, { body: text, tag, silent: true });
    notification.onclick = () => {
      globalThis.focus();
      notification.close();
    };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // Chrome on Android: only from a service worker
  }
}
