// @bun
import{on,Ac,Jf,Ur,Fa,Da,Yf}from"./s53.js";export{Ur as bindStep,Ac as goneSteps,Da as laterSpent,Fa as refusedText,Yf as stop,Jf as subagentStop,on as taskOfAgent};
