'use server'

import type { EmailResult } from '@/lib/account/email'
import * as email from '@/lib/account/email'
import * as account from '@/lib/account/enter'
import { toLocale } from '@/lib/i18n/locale'

/** @param form `{ email, password, displayName? }` */
export async function signUp(form: unknown, locale: string): Promise<account.EnterResult> {
  return account.signUp(form, toLocale(locale))
}

/** @param form `{ email, password }`; what was done here as a guest comes along */
export async function signIn(form: unknown): Promise<account.EnterResult> {
  return account.signIn(form)
}

export async function signOut(): Promise<account.EnterResult> {
  return account.signOut()
}

export async function signOutEverywhere(): Promise<account.EnterResult> {
  return account.signOutEverywhere()
}

/** @param id of one of the sessions that the page lists */
export async function endSession(id: unknown): Promise<account.EnterResult> {
  return account.endSession(id)
}

/** @param form `{ email, current }` */
export async function changeEmail(form: unknown, locale: string): Promise<EmailResult> {
  return email.changeEmail(form, toLocale(locale))
}

/** @param token of the link that was sent to the new address */
export async function confirmEmail(token: unknown, locale: string): Promise<account.EnterResult> {
  return email.confirmEmail(token, toLocale(locale))
}

export async function withdrawEmail(): Promise<account.EnterResult> {
  return email.withdrawEmail()
}

/** @param name what others will see */
export async function rename(name: unknown): Promise<account.EnterResult> {
  return account.rename(name)
}

/** @param form `{ current, next }` */
export async function changePassword(form: unknown): Promise<account.EnterResult> {
  return account.changePassword(form)
}

/** @param current the password
 *  @returns the code, which is shown this once */
export async function makeRecoveryCode(
  current: unknown,
): Promise<{ readonly ok: true; readonly code: string } | account.EnterFailure> {
  return account.makeRecoveryCode(current)
}

export async function withdrawRecoveryCode(): Promise<account.EnterResult> {
  return account.withdrawRecoveryCode()
}

/** @param form `{ name, days }` */
export async function makeApiToken(form: unknown) {
  return account.makeApiToken(form)
}

/** @param id of one of the tokens that the page lists */
export async function revokeApiToken(id: unknown): Promise<account.EnterResult> {
  return account.revokeApiToken(id)
}

/** @param issuer of one of the platforms that the page lists */
export async function untiePlatform(issuer: unknown): Promise<account.EnterResult> {
  return account.untiePlatform(issuer)
}

/** @param form `{ email, code, next }` */
export async function recover(form: unknown): Promise<account.EnterResult> {
  return account.recover(form)
}

/** @param repeated the password, or the address of an account without one */
export async function deleteAccount(repeated: unknown): Promise<account.EnterResult> {
  return account.removeAccount(repeated)
}
