// @bun
import{rn,Nc,Em,ei,Ja,Ya,Am}from"./s56.js";export{ei as bindStep,Nc as goneSteps,Ya as laterSpent,Ja as refusedText,Am as stop,Em as subagentStop,rn as taskOfAgent};
