// @bun
import{sn,Lc,Pm,ei,Xa,Ja,Em}from"./s58.js";export{ei as bindStep,Lc as goneSteps,Ja as laterSpent,Xa as refusedText,Em as stop,Pm as subagentStop,sn as taskOfAgent};
