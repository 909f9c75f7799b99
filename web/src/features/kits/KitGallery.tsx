import { Button, Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { keys } from '@/api/keys'
import { queryClient } from '@/api/queryClient'
import type { Kit } from '@/api/types'
import { installKit, listKits } from '@/api/workspace'
import { useLocale } from '@/i18n/locale'
import { Failure } from '@/records/Failure'
import { errorText } from '@/schema/errors'
import { IconCircleCheck, IconPlus } from '@/ui/icons'
import { ObjectIcon } from '@/ui/ObjectIcon'
import { Placeholder } from '@/ui/Placeholder'
import { showToast } from '@/ui/toast'
import styles from './KitGallery.module.css'

const colours = ['teal', 'blue', 'green', 'orange', 'violet', 'indigo', 'pink']

/** The starter kits to choose from; each adds to what is there. */
export function KitGallery() {
  const locale = useLocale()
  const { t, label } = locale
  const [sample, setSample] = useState(true)
  const [busy, setBusy] = useState<string | null>(null)
  const { data: kits, error, refetch } = useQuery({ queryKey: keys.kits, queryFn: ({ signal }) => listKits(signal) })

  async function install(kit: Kit): Promise<void> {
    setBusy(kit.name)
    try {
      await installKit(kit.name, sample && !kit.installed)
      await queryClient.invalidateQueries()
      showToast({ kind: 'success', text: t('kits.installed', { name: label(kit.label, kit.name) }) })
    } catch (failure) {
      showToast({ kind: 'error', text: t('kits.not_installed', { name: label(kit.label, kit.name) }), detail: errorText(failure, locale) })
    } finally {
      setBusy(null)
    }
  }

  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!kits) return <Placeholder />
  return (
    <div className={styles.gallery}>
      <Checkbox label={t('kits.with_sample')} checked={sample} onChange={(event) => setSample(event.currentTarget.checked)} />
      <ul className={styles.kits}>
        {kits.map((kit, index) => {
          return (
            <li key={kit.name} className={styles.kit} data-installed={kit.installed || undefined}>
              <div className="row">
                <ObjectIcon icon={kit.icon ?? 'box'} colour={colours[index % colours.length]!} size={24} />
                <h2>{label(kit.label, kit.name)}</h2>
              </div>
              <p>{label(kit.description)}</p>
              <span className={styles.creates}>{t('kits.databases', { n: kit.objects.length })}</span>
              {kit.installed && !kit.outdated ? (
                <span className={styles.done}>
                  <IconCircleCheck size={18} aria-hidden />
                  {t('kits.is_installed')}
                </span>
              ) : (
                <Button
                  variant="light"
                  leftSection={<IconPlus size={16} />}
                  loading={busy === kit.name}
                  disabled={busy !== null && busy !== kit.name}
                  onClick={() => void install(kit)}
                  aria-label={`${t(kit.installed ? 'kits.update' : 'kits.install')}: ${label(kit.label, kit.name)}`}
                >
                  {t(kit.installed ? 'kits.update' : 'kits.install')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
