import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/** When the form is left, the list of all municipalities that the frame keeps is fetched again. */
export function RefreshMunicipalities() {
  const queryClient = useQueryClient();
  useEffect(() => () => void queryClient.invalidateQueries({ queryKey: ['all-municipalities'] }), [queryClient]);
  return null;
}
