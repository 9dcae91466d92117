// @bun
import{on,Nc,Em,ei,Ja,Ya,Am}from"./s59.js";export{ei as bindStep,Nc as goneSteps,Ya as laterSpent,Ja as refusedText,Am as stop,Em as subagentStop,on as taskOfAgent};
