import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { named } from '../registers/text/named'
import { Count } from './Count'
import { lapseList, type Lapse, type Whose } from './data'

type Side = 'over' | 'soon'

/** How many are over, or called for: opens the list of those records. */
export function CalledSide({ lapse, whose, side }: { lapse: Lapse; whose: Whose; side: Side }) {
  const { t, i18n } = useTranslation()
  const called = lapse[side]
  if (called.count === 0) return <span className="quiet">0</span>
  const words = { register: named(lapse.name, i18n.language), what: named(lapse.what, i18n.language) }
  const [label, className] = side === 'over' ? [t('home.openOver', words), 'bad'] : [t('home.openSoon', words), 'warn']
  return (
    <Link to="/registers/$code" params={{ code: lapse.register }} search={lapseList(lapse, called.days, whose)} aria-label={label} title={label} className={className}>
      <Count {...called} />
    </Link>
  )
}

/** Both counts below the name of a register, where there are any; with what is to be done, where that is not one thing alone. */
export function Called({ lapse, whose, isNamed }: { lapse: Lapse; whose: Whose; isNamed: boolean }) {
  const { t, i18n } = useTranslation()
  return (['over', 'soon'] as const)
    .filter(side => lapse[side].count > 0)
    .map(side => (
      <span key={side} className="called">
        {isNamed && named(lapse.what, i18n.language)} {t(`home.${side}`)} <CalledSide lapse={lapse} whose={whose} side={side} />
      </span>
    ))
}
