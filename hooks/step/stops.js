// @bun
import{yn,ou,$m,Bi,lc,cc,vm}from"./s31.js";export{Bi as bindStep,ou as goneSteps,cc as laterSpent,lc as refusedText,vm as stop,$m as subagentStop,yn as taskOfAgent};
