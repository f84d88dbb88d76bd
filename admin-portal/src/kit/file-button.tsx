import Button from '@mui/material/Button';
import { type ChangeEvent, type ReactNode, useRef } from 'react';

export interface FileButtonProps {
  /** Kinds of file, as the attribute `accept` takes them. */
  accept: string;
  onFile: (file: File) => void;
  children: ReactNode;
}

/** A button that asks for a file. */
export function FileButton({ accept, onFile, children }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    const file = event.target.files?.[0];
    // The same file may be chosen again after it was changed.
    event.target.value = '';
    if (file) onFile(file);
  };
  return (
    <>
      <Button variant="outlined" onClick={() => input.current?.click()} sx={{ justifySelf: 'start' }}>
        {children}
      </Button>
      <input ref={input} type="file" hidden accept={accept} onChange={choose} />
    </>
  );
}
