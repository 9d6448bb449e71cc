import { useTranslation } from 'react-i18next'
import { named } from '../registers/text/named'
import { CalledSide } from './Called'
import type { Lapse, Whose } from './data'

/** Registers with something over or about to be; each count opens the list of those records. */
export function Lapses({ lapses, whose }: { lapses: readonly Lapse[]; whose: Whose }) {
  const { t, i18n } = useTranslation()
  if (lapses.length === 0) return <p className="pad quiet">{t('home.noLapses')}</p>
  return (
    <table className="ledger" data-testid="lapses">
      <thead>
        <tr>
          <th scope="col">{t('home.register')}</th>
          <th scope="col">{t('home.what')}</th>
          <th scope="col" className="num">{t('home.over')}</th>
          <th scope="col" className="num">{t('home.soon')}</th>
        </tr>
      </thead>
      <tbody>
        {lapses.map(lapse => {
          const words = { register: named(lapse.name, i18n.language), what: named(lapse.what, i18n.language) }
          return (
            <tr key={lapse.register + lapse.field}>
              <th scope="row">{words.register}</th>
              <td>{words.what}</td>
              <td className="num">
                <CalledSide lapse={lapse} whose={whose} side="over" />
              </td>
              <td className="num">
                <CalledSide lapse={lapse} whose={whose} side="soon" />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
