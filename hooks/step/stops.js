// @bun
import{rn,Dc,Lp,Vo,Wa,Ba,Fp}from"./s8.js";export{Vo as bindStep,Dc as goneSteps,Ba as laterSpent,Wa as refusedText,Fp as stop,Lp as subagentStop,rn as taskOfAgent};
