import type { Catalogue, ObjectType } from '@/api/types'

/** What people open most, first; the rest as the kits brought it. */
const foremost = ['person', 'company', 'deal', 'task']

/** The databases of the navigation; users have their place in the settings. */
export function listedObjects(catalogue: Catalogue): ObjectType[] {
  const rank = ({ name }: ObjectType) => (foremost.includes(name) ? foremost.indexOf(name) : foremost.length)
  return catalogue.objects.filter((object) => object.name !== 'user' && object.kit !== 'system' && object.kit !== '').toSorted((a, b) => rank(a) - rank(b))
}
