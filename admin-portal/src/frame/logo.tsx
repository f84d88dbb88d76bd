import { useColors } from '../theme/use-colors';

/** The product's mark: a drop with a trend line. */
export function Logo({ size = 24 }: { size?: number }) {
  const colors = useColors();
  return (
    <svg aria-hidden viewBox="0 0 32 32" width={size} height={size} style={{ flex: 'none' }}>
      <rect width="32" height="32" rx="7" fill={colors.accent} />
      <path
        d="M16 6c4 5 6.500 8.400 6.500 12A6.500 6.500 0 0 1 9.500 18C9.500 14.400 12 11 16 6Z"
        fill={colors.onAccent}
      />
      <path
        d="M10.800 19h3l1.400-3.200 2.200 5.600 1.600-2.400h2.400"
        fill="none"
        stroke={colors.accent}
        strokeWidth="1.600"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
