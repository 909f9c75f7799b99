// The package has types for its index only.
declare module '@tabler/icons-react/dist/esm/icons/*' {
  const Icon: import('react').ComponentType<
    Omit<import('react').SVGProps<SVGSVGElement>, 'ref' | 'stroke'> & { size?: number | string; stroke?: number | string }
  >
  export default Icon
}
