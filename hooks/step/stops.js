// @bun
import{sn,el,um,ti,Ja,Ya,dm}from"./s35.js";export{ti as bindStep,el as goneSteps,Ya as laterSpent,Ja as refusedText,dm as stop,um as subagentStop,sn as taskOfAgent};
