// @bun
import{wn,lu,Om,Wi,ac,lc,Tm}from"./s60.js";export{Wi as bindStep,lu as goneSteps,lc as laterSpent,ac as refusedText,Tm as stop,Om as subagentStop,wn as taskOfAgent};
