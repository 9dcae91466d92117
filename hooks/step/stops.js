// @bun
import{yn,cu,Om,qi,cc,uc,Tm}from"./s63.js";export{qi as bindStep,cu as goneSteps,uc as laterSpent,cc as refusedText,Tm as stop,Om as subagentStop,yn as taskOfAgent};
