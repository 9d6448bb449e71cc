import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { minuteOf } from '../../app/moments'
import { today } from '../../app/queries'
import { usePhone } from '../../app/usePhone'
import { parted, type Account } from './data'
import { PostWords } from './PostWords'
import { Standing } from './Standing'

/** Accounts as a dense table on a desk, as rows on a phone. */
export function People({ accounts, onOpen }: { accounts: Account[]; onOpen: (account: Account) => void }) {
  const { t } = useTranslation()
  const isPhone = usePhone()
  const open = (account: Account) => (
    <Button type="link" size="small" aria-label={`${t('people.open')} ${account.name}`} onClick={() => onOpen(account)}>
      {t('people.open')}
    </Button>
  )
  const posts = (account: Account) => {
    const { now } = parted(account.posts, today())
    if (now.length === 0) return <span className="quiet">{t('people.noPosts')}</span>
    return (
      <ul className="posts">
        {now.map(post => (
          <li key={post.id}>
            <PostWords post={post} />
          </li>
        ))}
      </ul>
    )
  }
  const last = (account: Account) => (account.last_sign_in_at ? minuteOf(account.last_sign_in_at) : <span className="quiet">{t('people.never')}</span>)
  if (isPhone)
    return (
      <ul className="rows-phone">
        {accounts.map(account => (
          <li key={account.id}>
            <div className="row">
              <b lang="zh-CN">{account.name}</b>{' '}
              <span className="quiet" lang="zh-CN">
                {account.login}
              </span>
              <span className="grow" />
              {open(account)}
            </div>
            {posts(account)}
            <div>
              <Standing account={account} />
            </div>
            <div className="quiet">
              {t('people.lastSignIn')} {last(account)}
            </div>
          </li>
        ))}
      </ul>
    )
  return (
    <table className="ledger people">
      <thead>
        <tr>
          <th scope="col">{t('people.name')}</th>
          <th scope="col">{t('people.login')}</th>
          <th scope="col" className="wide">
            {t('people.posts')}
          </th>
          <th scope="col">{t('people.state')}</th>
          <th scope="col">{t('people.lastSignIn')}</th>
          <th scope="col">{t('people.secondFactor')}</th>
          <th scope="col">{t('units.action')}</th>
        </tr>
      </thead>
      <tbody>
        {accounts.map(account => (
          <tr key={account.id} className={account.state === 'disabled' ? 'ended' : ''}>
            <td className="nowrap" lang="zh-CN">
              {account.name}
            </td>
            <td className="nowrap" lang="zh-CN">
              {account.login}
            </td>
            <td className="wide">{posts(account)}</td>
            <td>
              <Standing account={account} />
            </td>
            <td className="nowrap">{last(account)}</td>
            <td className="nowrap">{account.second_factor ? t('people.has') : <span className="quiet">{t('people.hasNot')}</span>}</td>
            <td className="nowrap actions">{open(account)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
