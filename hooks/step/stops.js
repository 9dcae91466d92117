// @bun
import{on,Fc,jp,Uo,La,Fa,zp}from"./s20.js";export{Uo as bindStep,Fc as goneSteps,Fa as laterSpent,La as refusedText,zp as stop,jp as subagentStop,on as taskOfAgent};
