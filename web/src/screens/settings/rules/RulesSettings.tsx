import { Button, Select } from '@mantine/core'
import { useState } from 'react'
import { queryClient } from '@/api/queryClient'
import { readRules, type Audience, type Rule, type RuleLanguage } from '@/api/rules'
import { useLocale } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { useSession } from '@/schema/catalogue'
import { errorText } from '@/schema/errors'
import { Placeholder } from '@/ui/Placeholder'
import { panelProps, Tabs } from '@/ui/Tabs'
import { showToast } from '@/ui/toast'
import { useOrganisation } from '../organisation/useOrganisation'
import { joinRules, type RuleDraft } from './blocks'
import { CustomerProtection } from './CustomerProtection'
import { Matrix } from './Matrix'
import { PreviewDialog } from './PreviewDialog'
import { ReadySets } from './ReadySets'
import { RuleEditor } from './RuleEditor'
import { RuleText } from './RuleText'
import styles from './rules.module.css'
import { TextProblem } from './TextProblem'
import { useRuleDraft } from './useRuleDraft'

type Tab = 'matrix' | 'text' | 'sets' | 'protection'
const tabs: Tab[] = ['matrix', 'text', 'sets', 'protection']
/** What concerns the whole house alone. */
const ofHouse: Tab[] = ['sets', 'protection']

const newRule: RuleDraft = { kind: 'rule', name: '', objects: [], for: [], actions: ['see', 'read'], when: null, fields: [], from: null, until: null, because: '' }

/** The rules of the whole house for administrators, those of their units for heads. */
export function RulesSettings() {
  const { t } = useLocale()
  const { can } = useSession()
  const { data: organisation } = useOrganisation()
  const units = organisation?.units.filter((one) => !one.closed) ?? can.rules_of
  const [unit, setUnit] = useState(can.administer ? '' : (can.rules_of[0]?.id ?? ''))
  const house = can.administer ? [{ value: '', label: t('rules.whole_house') }] : []
  return (
    <>
      <Select className={styles.scope} searchable label={t('rules.of_unit')} data={[...house, ...units.map(({ id, name }) => ({ value: id, label: name }))]} value={unit} allowDeselect={false} onChange={(next) => setUnit(next ?? '')} />
      <RulesOf key={unit} unit={unit || undefined} />
    </>
  )
}

/** Who may do what: the same rules as a matrix and as text, and ready sets to begin with. */
function RulesOf({ unit }: { unit: string | undefined }) {
  const locale = useLocale()
  const { t } = locale
  const draft = useRuleDraft(unit)
  const [tab, setTab] = useState<Tab>('matrix')
  const [edited, setEdited] = useState<{ rule: RuleDraft; before: Rule | null } | null>(null)
  const [activating, setActivating] = useState(false)
  if (draft.loadError) return <Failure error={draft.loadError} onRetry={draft.retry} />
  if (draft.loading) return <Placeholder lines={8} />
  const rules = draft.read?.rules ?? []

  async function replace(name: string | null, text: string): Promise<void> {
    const texts = rules.flatMap((rule) => (rule.name === name ? text || [] : rule.text))
    if (name === null) texts.push(text)
    draft.setRead(await readRules(joinRules(texts), draft.language, unit))
    setEdited(null)
  }

  async function attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action()
    } catch (error) {
      showToast({ kind: 'error', text: t('write.failed'), detail: errorText(error, locale) })
    }
  }

  async function handleSaved(): Promise<void> {
    setActivating(false)
    await queryClient.invalidateQueries()
    draft.discard()
    showToast({ kind: 'success', text: t('rules.saved') })
  }

  const add = (object: string, who: Audience | null) => setEdited({ rule: { ...newRule, objects: [object], for: who ? [who] : [] }, before: null })
  return (
    <>
      <p className="dim">{t(unit ? 'rules.about_unit' : 'rules.about')}</p>
      <div className={styles.bar}>
        <div className="grow">
          <Tabs<Tab> name="rules" label={t('settings.rules')} tabs={(unit ? tabs.filter((id) => !ofHouse.includes(id)) : tabs).map((id) => ({ id, text: t(`rules.tab_${id}`) }))} value={tab} onChange={setTab} />
        </div>
        <div role="group" aria-label={t('rules.language')} className={styles.languages}>
          {(['de', 'en'] as RuleLanguage[]).map((language) => (
            <Button key={language} variant={draft.language === language ? 'light' : 'subtle'} aria-pressed={draft.language === language} onClick={() => void attempt(() => draft.setLanguage(language))}>
              {t(`language.${language}`)}
            </Button>
          ))}
        </div>
      </div>
      <div {...panelProps('rules', tab)} className={styles.stack}>
        {tab !== 'text' && Boolean(draft.problem) && <TextProblem onShow={() => setTab('text')} />}
        {tab === 'matrix' && !draft.problem && (draft.current ? <Matrix rules={rules} onEdit={(rule) => setEdited({ rule, before: rule })} onAdd={add} /> : <Placeholder lines={8} />)}
        {tab === 'protection' && <CustomerProtection />}
        {tab === 'text' && <RuleText draft={draft} />}
        {tab === 'sets' && (
          <ReadySets
            language={draft.language}
            onTake={(set) => {
              draft.takeSet(set.text, set.table)
              setTab('matrix')
            }}
          />
        )}
      </div>
      {draft.changed && (
        <div className={styles.foot}>
          <span className="grow">{t('rules.not_in_force')}</span>
          <Button size="sm" variant="default" onClick={draft.discard}>
            {t('rules.discard')}
          </Button>
          <Button size="sm" disabled={Boolean(draft.problem) || !draft.current} onClick={() => setActivating(true)}>
            {t('rules.check_and_save')}
          </Button>
        </div>
      )}
      {activating && <PreviewDialog wish={{ text: draft.text, table: draft.table, unit }} onClose={() => setActivating(false)} onSaved={handleSaved} />}
      {edited && (
        <RuleEditor
          key={edited.before?.name ?? ''}
          rule={edited.rule}
          before={edited.before}
          language={draft.language}
          ofUnit={Boolean(unit)}
          onClose={() => setEdited(null)}
          onSave={(text) => replace(edited.before?.name ?? null, text)}
          onDelete={() => void attempt(() => replace(edited.before?.name ?? null, ''))}
        />
      )}
    </>
  )
}
