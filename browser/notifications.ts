/** Whether this browser may show notifications; `unasked` if the person has not decided yet. */
export function notificationState(): "unasked" | "allowed" | "denied" {
  if (!("Notification" in globalThis)) return "denied";
  const { permission } = Notification;
  return permission === "default" ? "unasked" : permission === "granted" ? "allowed" : "denied";
}

/** Shows the browser's permission prompt for notifications. */
export async function askForNotifications(): Promise<void> {
  await Notification.requestPermission();
}

/** Shows a notification if allowed; it replaces the one with the same `tag`. A click on it focuses this page. */
export function notify(text: string, title: string, tag: string): void {
  if (notificationState() !== "allowed") return;
  try {
    // Silent: the page plays its own sound, and knows when not to.
    const notification = new Notification(title, { body: text, tag, silent: true });
    notification.onclick = () => {
      globalThis.focus();
      notification.close();
    };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // Chrome on Android allows them only from a service worker
  }
}
