import { Icon } from '@/app/_ui/icon'
import { Mark } from '@/app/_ui/mark'
import type { Locale } from '@/lib/i18n/locale'
import { messages } from '@/lib/i18n/messages'
import { AccountLink } from './account-link'
import { FindLink } from './find-link'
import { LocaleLink, Menu, NavLink, ThemeButton } from './header-client'
import { KeptCount } from './kept-count'

/** What stands above every page. */
export function Header({ locale }: { locale: Locale }) {
  const { shell: m, find } = messages(locale)
  const other = locale === 'ko' ? 'en' : 'ko'
  const links = (
    <>
      <NavLink href={`/${locale}/learn`}>{m.learn}</NavLink>
      <NavLink href={`/${locale}/review`}>{m.review}</NavLink>
      <NavLink href={`/${locale}/interview`}>{m.interview}</NavLink>
      <NavLink href={`/${locale}/lab`}>{m.lab}</NavLink>
      <NavLink href={`/${locale}/classes`}>{m.classes}</NavLink>
    </>
  )
  const language = (
    <LocaleLink to={other} label={m.language}>
      {other === 'ko' ? '한국어' : 'English'}
    </LocaleLink>
  )
  const account = <AccountLink locale={locale} signIn={m.signIn} account={m.account} />
  return (
    <header className="header-line">
      <div className="header">
        <a className="skip" href="#main">
          {m.skip}
        </a>
        <a className="header-logo" href={`/${locale}`}>
          <Mark />
          <span>{m.product}</span>
        </a>
        <nav className="header-nav" aria-label={m.mainNav}>
          {links}
        </nav>
        <div className="header-end">
          <KeptCount label={m.kept} />
          <FindLink locale={locale} label={find.open}>
            <Icon name="search" size={18} />
            <span className="header-find-wide">{find.open}</span>
            <kbd className="header-find-wide">/</kbd>
          </FindLink>
          <span className="header-wide">{language}</span>
          <ThemeButton label={m.theme}>
            <Icon name="moon" size={18} />
          </ThemeButton>
          <span className="header-wide">{account}</span>
          <Menu label={m.menu} icon={<Icon name="menu" size={18} />}>
            {links}
            {language}
            {account}
          </Menu>
        </div>
      </div>
    </header>
  )
}
