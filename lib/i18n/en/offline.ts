export const offline = {
  title: 'This page needs a connection',
  body: 'You are offline, and this page has not been opened on this device before. Load it again once you are connected.',
  retry: 'Try again',
  kept: 'On this device',
}
