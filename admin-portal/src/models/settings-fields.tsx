import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { useTranslate } from 'ra-core';
import { type Model, PRIORITIES, PROMOTIONS } from './model-types';

/** The settings of a model as they are typed; empty text stands for nothing. */
export interface SettingsDraft {
  windowDays: string;
  daysPerFalseAlarm: string;
  priority: Model['priority'];
  everyDays: string;
  onDrift: boolean;
  promote: Model['retrain']['promote'];
}

export const usualSettings: SettingsDraft = {
  windowDays: '90',
  daysPerFalseAlarm: '90',
  priority: 'medium',
  everyDays: '30',
  onDrift: true,
  promote: 'manual',
};

/** The draft of a model's present settings. */
export function draftOf({ windowDays, daysPerFalseAlarm, priority, retrain }: Model): SettingsDraft {
  const { everyDays, onDrift, promote } = retrain;
  return {
    windowDays: String(windowDays),
    daysPerFalseAlarm: String(daysPerFalseAlarm),
    priority,
    everyDays: everyDays === null ? '' : String(everyDays),
    onDrift,
    promote,
  };
}

/** What is sent; null while a number is missing or out of bounds. */
export function bodyOf(draft: SettingsDraft) {
  const whole = (text: string, least: number, most: number): number | null => {
    const value = Number(text);
    return text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most ? value : null;
  };
  const windowDays = whole(draft.windowDays, 7, 1_100);
  const daysPerFalseAlarm = whole(draft.daysPerFalseAlarm, 7, 3_650);
  const everyDays = draft.everyDays.trim() === '' ? null : whole(draft.everyDays, 1, 365);
  if (windowDays === null || daysPerFalseAlarm === null) return null;
  if (draft.everyDays.trim() !== '' && everyDays === null) return null;
  const { priority, onDrift, promote } = draft;
  return { windowDays, daysPerFalseAlarm, priority, retrain: { everyDays, onDrift, promote } };
}

/** Fields of the settings. */
export function SettingsFields({
  draft,
  onChange,
}: {
  draft: SettingsDraft;
  onChange: (draft: SettingsDraft) => void;
}) {
  const translate = useTranslate();
  const text = (name: 'windowDays' | 'daysPerFalseAlarm' | 'everyDays') => (
    <TextField
      label={translate(`models.setting.${name}`)}
      helperText={translate(`models.help.${name}`)}
      value={draft[name]}
      onChange={(event) => onChange({ ...draft, [name]: event.target.value })}
      slotProps={{ htmlInput: { inputMode: 'numeric' } }}
      fullWidth
    />
  );
  return (
    <>
      {text('windowDays')}
      {text('daysPerFalseAlarm')}
      <TextField
        select
        label={translate('models.setting.priority')}
        value={draft.priority}
        onChange={(event) => onChange({ ...draft, priority: event.target.value as SettingsDraft['priority'] })}
        fullWidth
      >
        {PRIORITIES.map((value) => (
          <MenuItem key={value} value={value}>
            {translate(`mark.${value}`)}
          </MenuItem>
        ))}
      </TextField>
      {text('everyDays')}
      <FormControlLabel
        control={
          <Switch checked={draft.onDrift} onChange={(event) => onChange({ ...draft, onDrift: event.target.checked })} />
        }
        label={translate('models.setting.onDrift')}
      />
      <TextField
        select
        label={translate('models.setting.promote')}
        value={draft.promote}
        onChange={(event) => onChange({ ...draft, promote: event.target.value as SettingsDraft['promote'] })}
        fullWidth
      >
        {PROMOTIONS.map((value) => (
          <MenuItem key={value} value={value}>
            {translate(`models.promotion.${value}`)}
          </MenuItem>
        ))}
      </TextField>
    </>
  );
}
