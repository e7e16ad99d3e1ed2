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
