import 'server-only'
import { createTransport } from 'nodemailer'

/** Whether links can be sent: SMTP_URL (`smtp://user:password@host:587`), MAIL_FROM and NEXTAUTH_URL are set. Without the
 *  last one a link would lead to whatever host the request named, and hand its token to who forged that. */
export function canSendMail(): boolean {
  const { SMTP_URL, MAIL_FROM, NEXTAUTH_URL } = process.env
  return Boolean(SMTP_URL && MAIL_FROM && NEXTAUTH_URL)
}

/** A message of plain text. */
export type Message = {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends the link that signs somebody in.
 *  @throws as `sendMail` */
export async function sendSignInLink(to: string, url: string, locale: 'ko' | 'en'): Promise<void> {
  await sendMail({ to, ...TEXT[locale](url) })
}

/** Sends the link that makes an address the one of an account.
 *  @param link.account the address that the account has, by which a reader knows whose it is
 *  @throws as `sendMail` */
export async function sendEmailChangeLink(
  link: { readonly email: string; readonly account: string },
  url: string,
  locale: 'ko' | 'en',
): Promise<void> {
  await sendMail({ to: link.email, ...CHANGE[locale](link.account, url) })
}

/** Tells the address that an account had that it has another one now.
 *  @throws as `sendMail` */
export async function sendEmailChanged(to: string, locale: 'ko' | 'en'): Promise<void> {
  await sendMail({ to, ...CHANGED[locale] })
}

/** Sends one message.
 *  @throws when the mail server does not take it within 15 seconds */
export async function sendMail({ headers = {}, ...message }: Message): Promise<void> {
  const limits = { connectionTimeout: 10_000, socketTimeout: 15_000 }
  const transport = createTransport({ url: process.env.SMTP_URL ?? '', ...limits })
  const sent = await transport.sendMail({ ...message, from: process.env.MAIL_FROM, headers: { ...headers } })
  if (sent.rejected.length > 0) throw new Error('the mail server refused the address')
}

const TEXT = {
  ko: (url: string) => ({
    subject: 'Forklore 로그인 링크',
    text: `아래 링크를 열면 로그인됩니다. 링크는 한 번만, 24시간 동안 쓸 수 있습니다.\n\n${url}\n\n로그인을 요청하지 않았다면 이 메일을 지워도 됩니다.\n`,
  }),
  en: (url: string) => ({
    subject: 'Your Forklore sign-in link',
    text: `Open this link to sign in. It works once, within 24 hours.\n\n${url}\n\nIf you did not ask to sign in, you can delete this message.\n`,
  }),
} as const

const CHANGE = {
  ko: (account: string, url: string) => ({
    subject: 'Forklore 이메일 주소 확인',
    text: `지금 이메일이 ${account}인 Forklore 계정에서 이 주소로 바꾸기를 요청했습니다. 아래 링크를 열고 확인하면 바뀝니다. 링크는 한 번만, 24시간 동안 쓸 수 있습니다.\n\n${url}\n\n자신의 계정이 아니면 확인하지 말고 이 메일을 지우십시오. 다른 사람이 요청했을 수 있습니다. 확인하기 전에는 아무것도 바뀌지 않습니다.\n`,
  }),
  en: (account: string, url: string) => ({
    subject: 'Confirm your address for Forklore',
    text: `The Forklore account whose address is ${account} asks to have this address instead. Open this link and confirm to change it. It works once, within 24 hours.\n\n${url}\n\nIf that is not your account, do not confirm, and delete this message: somebody else may have asked for it. Nothing changes until you confirm.\n`,
  }),
} as const

const CHANGED = {
  ko: {
    subject: 'Forklore 계정의 이메일이 바뀌었습니다',
    text: '이 주소를 쓰던 Forklore 계정의 이메일이 다른 주소로 바뀌었습니다. 모든 기기에서 로그아웃되었고, 복구 코드는 쓸 수 없게 되었습니다.\n\n직접 바꾸지 않았다면 이 사이트를 운영하는 사람에게 바로 알리십시오.\n',
  },
  en: {
    subject: 'The address of your Forklore account has changed',
    text: 'The Forklore account that had this address now has another one. It was signed out on every device, and its recovery code no longer works.\n\nIf this was not you, tell whoever runs this site at once.\n',
  },
} as const
