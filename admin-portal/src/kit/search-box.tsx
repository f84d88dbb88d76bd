import Close from '@mui/icons-material/Close';
import Search from '@mui/icons-material/Search';
import IconButton from '@mui/material/IconButton';
import InputAdornment from '@mui/material/InputAdornment';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'ra-core';
import { type Ref, useEffect, useRef, useState } from 'react';

export interface SearchBoxProps {
  value: string;
  onChange: (value: string) => void;
  /** Key of the catalogue; says what is searched. */
  label?: string;
  inputRef?: Ref<HTMLInputElement>;
}

/** Pause after the last key before searching, ms. */
const PAUSE_MS = 250;

/** Words to search for; reports them shortly after the last key. */
export function SearchBox({ value, onChange, label = 'kit.search', inputRef }: SearchBoxProps) {
  const translate = useTranslate();
  const [text, setText] = useState(value);
  const report = useRef(onChange);
  const reported = useRef(value);
  useEffect(() => {
    report.current = onChange;
  });
  useEffect(() => {
    if (value !== reported.current) {
      reported.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => {
    if (text === reported.current) return undefined;
    const timer = setTimeout(() => {
      reported.current = text;
      report.current(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const name = translate(label, { _: label });
  return (
    <TextField
      type="search"
      placeholder={name}
      value={text}
      onChange={(event) => setText(event.target.value)}
      inputRef={inputRef}
      sx={{ inlineSize: { xs: '100%', sm: 260 }, '& input::-webkit-search-cancel-button': { display: 'none' } }}
      slotProps={{
        htmlInput: { 'aria-label': name },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <Search fontSize="small" />
            </InputAdornment>
          ),
          endAdornment: text ? (
            <InputAdornment position="end">
              <IconButton edge="end" aria-label={translate('kit.clear_search')} onClick={() => setText('')}>
                <Close fontSize="small" />
              </IconButton>
            </InputAdornment>
          ) : undefined,
        },
      }}
    />
  );
}
