import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Failed } from '../../app/Failed'
import { word } from '../../app/i18n'
import { Loading } from '../../app/Loading'
import { minuteOf } from '../../app/moments'
import { unitList } from '../../app/queries'
import { useTitle } from '../../app/useTitle'
import { Light } from '../live/Light'
import { registerList } from '../registers/data/queries'
import { named } from '../registers/text/named'
import { Answering } from '../people/Answering'
import { History } from '../units/History'
import { Territory } from '../units/Territory'
import { Count } from './Count'
import { unitPage, type UnitBelow, type UnitPage as Shown } from './data'
import { Dues } from './Dues'
import { Grids } from './Grids'
import { Lapses } from './Lapses'
import { Part } from './Part'
import { Pressing } from './Pressing'

/** Everything of a unit: its targets, what lies below, its registers, what is due. */
export function UnitPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/units/$id' })
  const found = useQuery(unitPage(id))
  useTitle(found.data?.unit.name ?? t('unit.open'))
  if (!found.data) return found.error ? <Failed error={found.error} retry={() => void found.refetch()} /> : <Loading />
  return <Page shown={found.data} />
}

function Page({ shown }: { shown: Shown }) {
  const { t } = useTranslation()
  const { unit, above, people, figures, below, grids, lapses, dues, records_of } = shown
  const isElsewhere = records_of && records_of.id !== unit.id
  return (
    <div className="page">
      <div className="page-head">
        <h1 lang="zh-CN">{unit.name}</h1>
        <span className="quiet">
          {word(t, 'unitKind', unit.kind)} {unit.region_code}
        </span>
        {above.length > 0 && (
          <nav aria-label={t('unit.above')} className="row" lang="zh-CN">
            {above.map(unit => (
              <Link key={unit.id} to="/units/$id" params={{ id: unit.id }}>
                {unit.name}
              </Link>
            ))}
          </nav>
        )}
        {people.map(({ name, role }) => (
          <span key={name + role}>
            <span lang="zh-CN">{name}</span> <span className="quiet">{word(t, 'post', role)}</span>
          </span>
        ))}
        <Answering unit={unit.id} />
        <span className="grow" />
        <Link to="/" search={{ unit: unit.id }}>
          {t('home.title')}
        </Link>
        <Link to="/board" search={{ unit: unit.id }}>
          {t('unit.onBoard')}
        </Link>
        <span className="quiet">{t('notices.asOf', { day: shown.as_of })}</span>
      </div>
      <div className="home-columns">
        <div>
          <Part title={t('unit.figures')}>{figures.length === 0 ? <p className="pad quiet">{t('unit.noFigures')}</p> : <Pressing items={figures} withUnit={false} />}</Part>
        </div>
        <div>
          {below.length > 0 && (
            <Part title={t('unit.below')}>
              <Below below={below} />
            </Part>
          )}
          {grids.length > 0 && (
            <Part title={t('unit.grids')}>
              <Grids grids={grids} />
            </Part>
          )}
          {isElsewhere && (
            <p className="banner">
              <span lang="zh-CN">{t('unit.recordsOf', { name: records_of.name })}</span>
            </p>
          )}
          <Part title={t('home.lapses')}>
            <Lapses lapses={lapses} whose={{ unit: records_of?.id }} />
          </Part>
          <Part title={t('home.dues')}>
            <Dues dues={dues} unit={unit.id} />
          </Part>
          <Part title={t('unit.registers')}>
            <Registers shown={shown} />
          </Part>
          <Territory id={unit.id} />
          <History id={unit.id} />
          {shown.recent.length > 0 && (
            <Part title={t('unit.recent')}>
              <Recent recent={shown.recent} />
            </Part>
          )}
        </div>
      </div>
    </div>
  )
}

function Below({ below }: { below: readonly UnitBelow[] }) {
  const { t } = useTranslation()
  return (
    <table className="ledger" data-testid="below">
      <tbody>
        {below.map(({ unit, worst, lights }) => (
          <tr key={unit.id}>
            <th scope="row">
              <Link to="/units/$id" params={{ id: unit.id }} lang="zh-CN">
                {unit.name}
              </Link>
            </th>
            <td className="quiet">{word(t, 'unitKind', unit.kind)}</td>
            <td>{worst ? <Light light={worst} /> : <span className="quiet">{t('unit.noTargets')}</span>}</td>
            <td className="quiet" aria-label={t('unit.lights')}>
              {lights.map(({ light, count }) => `${word(t, 'light', light)} ${count}`).join(t('app.comma'))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Registers with records in the unit, by group; each opens its records there. */
function Registers({ shown: { registers, records_of } }: { shown: Shown }) {
  const { t, i18n } = useTranslation()
  const all = useQuery(registerList)
  if (registers.length === 0) return <p className="pad quiet">{t('unit.noRegisters')}</p>
  // names, never codes, while they are on their way
  if (all.isPending) return null
  const groups = [...new Set(registers.map(({ group }) => group))]
  const groupName = (code: string) => all.data?.groups.find(group => group.code === code)?.name
  return (
    <dl className="facts pad" data-testid="unit-registers">
      {groups.map(group => (
        <div key={group} className="register-group">
          <dt>{named(groupName(group) ?? { zh: group }, i18n.language)}</dt>
          <dd className="row">
            {registers
              .filter(register => register.group === group)
              .map(({ register, name, ...tally }) => (
                <Link key={register} to="/registers/$code" params={{ code: register }} search={{ unit: records_of?.id }} className="nowrap">
                  {named(name, i18n.language)} <Count {...tally} />
                </Link>
              ))}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Recent({ recent }: { recent: Shown['recent'] }) {
  const { t, i18n } = useTranslation()
  const units = useQuery(unitList)
  const registers = useQuery(registerList)
  // nothing, rather than a code, while the names are on their way
  const register = (code: string) => registers.data?.items.find(register => register.code === code)?.name ?? { zh: registers.isPending ? '' : code }
  return (
    <table className="ledger">
      <thead>
        <tr>
          <th scope="col">{t('figures.record')}</th>
          <th scope="col">{t('home.register')}</th>
          <th scope="col">{t('figures.unit')}</th>
          <th scope="col">{t('unit.when')}</th>
        </tr>
      </thead>
      <tbody>
        {recent.map(item => (
          <tr key={item.id}>
            <td>
              <Link to="/registers/$code/$id" params={{ code: item.register, id: item.id }} lang="zh-CN">
                {item.title || item.id}
              </Link>
            </td>
            <td className="nowrap">{named(register(item.register), i18n.language)}</td>
            <td lang="zh-CN">{units.data?.find(unit => unit.id === item.unit_id)?.name}</td>
            <td className="nowrap quiet">{minuteOf(item.changed_at)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
