import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, ask, client, type Unit } from '../../api/client'
import { word } from '../../app/i18n'
import { refresh } from '../../app/queries'

/** Which post the head of a unit holds; of other kinds none is made here. */
const ROLES: Record<string, string> = { street: 'clerk', community: 'community-head', 'work-point': 'community-head' }

interface Head {
  name: string
  login: string
  /** Once it is made: shown this once. */
  password?: string
  error?: string
}

/** Accounts for those who answer for the street, its communities and work points; each may come later. */
export function Heads({ units, onDone }: { units: Unit[]; onDone: () => void }) {
  const { t } = useTranslation()
  const asked = units.filter(unit => ROLES[unit.kind] && !unit.valid_to)
  const [heads, setHeads] = useState<Record<string, Head>>({})
  const [busy, setBusy] = useState(false)
  const of = (id: string): Head => heads[id] ?? { name: '', login: '' }
  const set = (id: string, part: Partial<Head>) => setHeads(heads => ({ ...heads, [id]: { ...(heads[id] ?? { name: '', login: '' }), ...part } }))
  const open = asked.filter(unit => of(unit.id).name.trim() && of(unit.id).login.trim() && !of(unit.id).password)
  const made = asked.filter(unit => of(unit.id).password)

  async function make() {
    setBusy(true)
    for (const unit of open) {
      const { name, login } = of(unit.id)
      try {
        const posts = [{ role: ROLES[unit.kind] ?? '', unit: unit.id, sector: null, valid_from: null, valid_to: null }]
        const { password } = await ask(client.POST('/api/accounts', { body: { name, login, posts } }))
        set(unit.id, { password, error: undefined })
      } catch (error) {
        // the others are made all the same; what is wrong stands beside its line
        set(unit.id, { error: error instanceof ApiError ? error.words : t('error.title') })
      }
    }
    setBusy(false)
    await refresh()
  }
  return (
    <section className="sheet side">
      <p className="quiet">{t('start.headsHint')}</p>
      <ul className="start-heads" aria-label={t('start.stepHeads')}>
        {asked.map(unit => {
          const head = of(unit.id)
          return (
            <li key={unit.id}>
              <b lang="zh-CN">{unit.name}</b> <span className="quiet">{word(t, 'post', ROLES[unit.kind] ?? '')}</span>
              {head.password ? (
                <span className="row">
                  <span lang="zh-CN">{head.name}</span> <span lang="zh-CN">{head.login.trim().toLowerCase()}</span>
                  <code className="one-time" lang="zh-CN">
                    {head.password}
                  </code>
                </span>
              ) : (
                <span className="row">
                  <Input maxLength={40} value={head.name} placeholder={t('people.name')} aria-label={`${unit.name} ${t('people.name')}`} onChange={event => set(unit.id, { name: event.target.value })} />
                  <Input maxLength={40} value={head.login} placeholder={t('people.login')} aria-label={`${unit.name} ${t('people.login')}`} onChange={event => set(unit.id, { login: event.target.value })} />
                </span>
              )}
              {head.error && <p className="warn">{head.error}</p>}
            </li>
          )
        })}
      </ul>
      {made.length > 0 && <p>{t('start.passwordsHint')}</p>}
      <div className="row">
        {open.length > 0 && (
          <Button type="primary" loading={busy} onClick={() => void make()}>
            {t('start.makeHeads', { n: open.length })}
          </Button>
        )}
        <Button type={open.length > 0 ? 'default' : 'primary'} disabled={busy} onClick={onDone}>
          {made.length > 0 ? t('start.toReview') : t('start.skip')}
        </Button>
      </div>
    </section>
  )
}
