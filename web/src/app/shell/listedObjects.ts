import type { Catalogue, ObjectType } from '@/api/types'

/** The databases of the navigation; users have their place in the settings. */
export function listedObjects(catalogue: Catalogue): ObjectType[] {
  return catalogue.objects.filter((object) => object.name !== 'user' && object.kit !== 'system' && object.kit !== '')
}
