// @bun
import{yn,cu,Om,qi,lc,cc,Tm}from"./s62.js";export{qi as bindStep,cu as goneSteps,cc as laterSpent,lc as refusedText,Tm as stop,Om as subagentStop,yn as taskOfAgent};
