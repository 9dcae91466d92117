// @bun
import{rn,Yc,om,Jo,Ha,Ka,im}from"./s75.js";export{Jo as bindStep,Yc as goneSteps,Ka as laterSpent,Ha as refusedText,im as stop,om as subagentStop,rn as taskOfAgent};
